import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import SaidList from '../../../../web/features/asks/SaidList.vue';
import StandingList from '../../../../web/features/asks/StandingList.vue';
import { useSaid } from '../../../../web/features/asks/use-said.ts';
import WaitingAsks from '../../../../web/features/asks/WaitingAsks.vue';
import { mountPart } from '../console-part.ts';
import { aDecision, anOffer } from './an-ask.ts';

const page = (...items: unknown[]) => ({ items, next: null, total: items.length });
const nothing = { 'GET /api/v1/offers': page(), 'GET /api/v1/decisions': page() };

it('keeps who answered and when, and what nobody answered', async () => {
  const said = {
    answeredBy: 'Lê Văn Tâm',
    answeredAt: Date.UTC(2026, 10, 30, 3),
    mayAnswer: false,
  };
  const taken = anOffer({
    ...{ ...said, state: 'answered', scope: 'always' },
    answer: { is: 'accepted', sessionKey: 'afternoon' },
    outcome: { airs: false, reason: 'silent_day', startsAt: null, sessionKey: null },
  });
  const left = aDecision({ state: 'defaulted', mayAnswer: false });
  const { wrapper } = mountPart(SaidList, {
    props: {},
    answers: {
      ...nothing,
      'GET /api/v1/offers?limit=50&state=answered': page(taken),
      'GET /api/v1/decisions?limit=50&state=defaulted': page(left),
    },
  });
  await flushPromises();
  const [first = '', second = ''] = wrapper.findAll('li').map((one) => one.text());
  const [offer, decision] = first.includes('Phòng') ? [first, second] : [second, first];
  expect(offer).toContain('Nhận vào buổi Chiều');
  expect(offer).toMatch(/Lê Văn Tâm, .*\(luôn luôn\)/);
  expect(offer).toContain('Không phát: Theo quy định, hôm đó không phát');
  expect(decision).toContain('Tin cấp trên phát trước');
  expect(decision).toContain('Mặc định, không ai trả lời trước');
});

it('goes on to what is older than the longest page', async () => {
  const offers = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      anOffer({ id: `k${from + index}`, state: 'answered', mayAnswer: false }),
    );
  let said: ReturnType<typeof useSaid> | undefined;
  const Part = defineComponent(() => {
    said = useSaid();
    return () => null;
  });
  const { sent } = mountPart(Part, {
    props: {},
    answers: {
      ...nothing,
      'GET /api/v1/offers?limit=500&state=answered': { ...page(...offers(0, 500)), next: 'c500' },
      'GET /api/v1/offers?limit=50&cursor=c500&state=answered': page(...offers(500, 20)),
    },
  });
  for (let times = 0; times < 10; times += 1) said?.more();
  await flushPromises();
  const last = sent.map(({ path }) => path).filter((one) => one.startsWith('/api/v1/offers'));
  expect(last.every((one) => !one.includes('limit=550'))).toBe(true);
  await vi.waitFor(() => expect(said?.load.value.value?.items).toHaveLength(520));
  expect(said?.hasMore.value).toBe(false);
});

it('lets an answer be changed as long as there is time', async () => {
  const { wrapper } = mountPart(SaidList, {
    props: {},
    answers: {
      ...nothing,
      'GET /api/v1/offers?limit=50&state=answered': page(
        anOffer({ state: 'answered', answer: { is: 'declined', sessionKey: null } }),
      ),
    },
  });
  await flushPromises();
  await wrapper.find('li button').trigger('click');
  await flushPromises();
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('Nhận vào buổi nào');
});

it('teaches where nothing waits', async () => {
  const { wrapper } = mountPart(WaitingAsks, { props: {}, answers: nothing });
  await flushPromises();
  expect(wrapper.text()).toContain('Không có gì chờ trả lời.');
});

it('puts what is one’s own to answer before what others answer', async () => {
  const { wrapper } = mountPart(WaitingAsks, {
    props: {},
    answers: {
      'GET /api/v1/offers': page(anOffer({ mayAnswer: false, deadline: 1 })),
      'GET /api/v1/decisions': page(aDecision()),
    },
  });
  await flushPromises();
  expect(wrapper.findAll('article h2').map((one) => one.text())).toEqual([
    '“Gió mạnh” và “Cấp nước”',
    'Phòng chống rét',
  ]);
});

it('takes back what was said for always, where one may', async () => {
  const standing = {
    ...{ id: 'x1', stationId: 's1', stationName: 'Đài', areaId: 'a1', kind: 'offer' },
    ...{ ownerAreaId: 'a0', ownerName: 'Tỉnh Ninh Bình', answer: { is: 'declined' } },
    ...{ answeredBy: 'Lê Văn Tâm', at: Date.UTC(2026, 10, 30), mayEnd: true },
  };
  const { wrapper, sent } = mountPart(StandingList, {
    props: {},
    answers: {
      'GET /api/v1/standing-answers': page(standing, { ...standing, id: 'x2', mayEnd: false }),
      'DELETE /api/v1/standing-answers/x1': null,
    },
  });
  await flushPromises();
  expect(wrapper.text()).toContain('Mọi bản tin Tỉnh Ninh Bình gửi');
  expect(wrapper.findAll('li button')).toHaveLength(1);
  await wrapper.find('li button').trigger('click');
  await flushPromises();
  expect(sent.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    '/api/v1/standing-answers/x1',
  ]);
});
