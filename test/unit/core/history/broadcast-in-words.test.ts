import { describe, expect, it } from 'vitest';
import { broadcastInWords } from '../../../../core/history/broadcast-in-words.ts';
import { diffBroadcast, type KeptBroadcast } from '../../../../core/history/diff-broadcast.ts';
import { fromForm } from '../../../../core/recurrence/form.ts';
import { slotsEvery, type Slot } from '../../../../core/recurrence/slots.ts';

const named = (prefix: string) => (id: string) => `${prefix} ${id}`;
const names = {
  recording: named('Tin'),
  place: named('Xã'),
  programme: named('Chuyên mục'),
  campaign: named('Đợt'),
};
const noTargets = { areas: [], stations: [], endpoints: [], groups: [], except: [] };
const at = (time: string, start: 'hard' | 'soft' = 'hard') => ({
  kind: 'at' as const,
  slots: [{ id: '1', time }],
  start,
  maxDelayMs: 0,
});
const before: KeptBroadcast = {
  id: 'b',
  version: 1,
  title: 'Vay vốn',
  ownerAreaId: 'a',
  class: 'normal',
  placement: at('17:00'),
  dates: fromForm({ kind: 'once', date: '2026-11-24' }),
  items: [
    { type: 'recording', recordingId: '1' },
    { type: 'recording', recordingId: '2' },
  ],
  overrides: [],
  targets: { ...noTargets, areas: ['a'] },
  overflow: { kind: 'skip' },
  whenBeaten: 'queue',
  afterInterrupt: 'restart',
  volumePercent: null,
  urgentSince: null,
  state: 'active',
  programmeId: null,
  campaignId: null,
};

function said(change: Partial<KeptBroadcast>, language: 'vi' | 'en' = 'vi') {
  const changes = diffBroadcast(before, { ...before, version: 2, ...change });
  return broadcastInWords(changes, language, names);
}

const slots = (times: number): Slot[] => {
  const every = slotsEvery('08:00', times, 30);
  return every.isOk ? every.slots : [];
};

describe('a version of a broadcast', () => {
  it('is the first one, or says nothing where nothing is other', () => {
    const first = diffBroadcast(null, before);
    expect(broadcastInWords(first, 'vi', names)).toEqual([
      'tạo mới: 17:00, đúng giờ; Ngày 24/11/2026',
    ]);
    expect(broadcastInWords(first, 'en', names)).toEqual([
      'made: 17:00, on the dot; On 24 Nov 2026',
    ]);
    expect(said({})).toEqual([]);
    expect(diffBroadcast(before, { ...structuredClone(before), version: 9 })).toEqual([]);
  });

  it.each<[string, Partial<KeptBroadcast>, vi: string[], en: string[]]>([
    [
      'title',
      { title: 'Vay vốn hộ nghèo' },
      ['đổi tên «Vay vốn» thành «Vay vốn hộ nghèo»'],
      ['renamed from “Vay vốn” to “Vay vốn hộ nghèo”'],
    ],
    ['withdrawal', { state: 'withdrawn' }, ['thu hồi'], ['withdrawn']],
    [
      'time',
      { placement: at('05:00', 'soft') },
      ['chỗ phát: 17:00, đúng giờ → 05:00, sau mục đang phát'],
      ['place: 17:00, on the dot → 05:00, after what plays'],
    ],
    [
      'session',
      { placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 10 } },
      ['chỗ phát: 17:00, đúng giờ → buổi sáng, phần xã tự sản xuất, thứ tự 10'],
      ['place: 17:00, on the dot → morning session, own part, position 10'],
    ],
    [
      'repetition',
      { placement: { ...at('08:00'), slots: slots(5) } },
      ['chỗ phát: 17:00, đúng giờ → 5 lần từ 08:00, cách 30 phút, đúng giờ'],
      ['place: 17:00, on the dot → 5 times from 08:00, 30 minutes apart, on the dot'],
    ],
    [
      'days',
      {
        dates: fromForm({
          kind: 'weekly',
          weekdays: [2, 4],
          first: '2026-11-24',
          end: { by: 'never' },
          except: [],
        }),
      },
      ['ngày phát: Ngày 24/11/2026 → Thứ 3, thứ 5 hàng tuần, từ 24/11/2026'],
      ['days: On 24 Nov 2026 → Every Tuesday and Thursday, from 24 Nov 2026'],
    ],
    [
      'recordings',
      { items: [before.items[1]!, { type: 'relay', ...relay() }] },
      ['thêm tiếp sóng 30′', 'bỏ «Tin 1»'],
      ['relay of 30′ added', '“Tin 1” taken out'],
    ],
    [
      'order of recordings',
      { items: [...before.items].reverse() },
      ['đổi thứ tự tin bài'],
      ['recordings in another order'],
    ],
    [
      'single day',
      { overrides: [{ date: '2026-11-24', title: 'Khác', placement: at('17:30') }] },
      ['riêng ngày 24/11/2026: tên «Khác», 17:30, đúng giờ'],
      ['24 Nov 2026 only: called “Khác”, 17:30, on the dot'],
    ],
    [
      'targets',
      { targets: { ...noTargets, stations: ['1', '2', '3', '4', '5'], except: ['6'] } },
      ['thêm nơi phát Xã 1, Xã 2, Xã 3 và 2 nơi khác', 'bỏ nơi phát Xã a', 'trừ Xã 6'],
      ['also for Xã 1, Xã 2 and Xã 3 and 2 more', 'no more for Xã a', 'except Xã 6'],
    ],
    [
      'rules',
      {
        class: 'priority',
        programmeId: '9',
        overflow: { kind: 'next', withinDays: 2 },
        whenBeaten: 'skip',
        afterInterrupt: 'resume',
        volumePercent: 80,
        urgentSince: 1,
      },
      [
        'mức độ: thông thường → ưu tiên',
        'chuyên mục: không có → Chuyên mục 9',
        'khi hết chỗ: bỏ lần đó → sang buổi sau, trong 2 ngày',
        'khi trùng giờ: tiếp nối → bỏ lần đó',
        'sau khi bị chèn: phát lại từ đầu → phát tiếp',
        'âm lượng: như cụm loa đã đặt → 80%',
        'xếp gấp vào giờ đã chốt',
      ],
      [
        'class: normal → priority',
        'programme: none → Chuyên mục 9',
        'without room: leave it out → next session, within 2 days',
        'at the same time as others: queue after → leave it out',
        'after an interruption: begin again → go on',
        'volume: as the loudspeaker is set → 80%',
        'put into air that was settled already',
      ],
    ],
  ])('tells another %s', (_, change, vi, en) => {
    expect(said(change)).toEqual(vi);
    expect(said(change, 'en')).toEqual(en);
  });

  it('tells a day that is as every day again', () => {
    const edited = { ...before, overrides: [{ date: '2026-11-24', title: 'Khác' }] };
    const changes = diffBroadcast(edited, { ...before, version: 2 });
    expect(broadcastInWords(changes, 'vi', names)).toEqual(['ngày 24/11/2026 lại như mọi ngày']);
  });

  function relay() {
    const stream = { url: 'https://vov.vn/live', delayMs: 0, fallbackRecordingId: null };
    return { ...stream, durationMs: 1_800_000, carry: 'live' as const, recordAt: null };
  }
});
