import { expect, it } from 'vitest';
import type { TodayAir, TodayAnswer } from '../../../../contract/http/today.ts';
import NextAirCard from '../../../../web/features/today/NextAirCard.vue';
import { mountPart } from '../console-part.ts';

const hour = 3_600_000;

function show(given: Partial<TodayAir>, date = '2026-12-02') {
  const air: TodayAir = {
    ...{ sessionKey: null, subject: 'b1-2026-12-02', isPlaying: false, continuesAt: null },
    ...{ startsAt: Date.now() + hour, endsAt: Date.now() + 2 * hour, titles: ['Tin xóm 4'] },
    ...{ titleCount: 1, stationCount: 1, endpointCount: 1, saySo: 0 },
    ...{ ready: 0, notReady: 1, unknown: 0 },
    first: { stationId: 's1', date, items: [], fill: null },
    ...given,
  };
  const today = { date: '2026-12-01', isOnAir: false, air } as TodayAnswer;
  return mountPart(NextAirCard, { props: { today } }).wrapper;
}

it('tells how ready tomorrow’s air is, and leads to that day', () => {
  const card = show({});
  expect(card.text()).toContain('0/1 cụm loa sẵn sàng');
  expect(card.findAll('a').map((link) => link.attributes('href'))).toContain(
    '/readiness/b1-2026-12-02?date=2026-12-02',
  );
});

it('counts down to the rest of a session in a pause', () => {
  const card = show({ startsAt: Date.now() - hour, continuesAt: Date.now() + 90_000 });
  expect(card.text()).toContain('Tạm nghỉ giữa buổi phát');
  expect(card.text()).toContain('Phát tiếp sau');
  expect(card.get('[role="timer"]').text()).toMatch(/^01:(29|30)$/);
});
