import type { z } from 'zod';
import type { vector } from '../../test/support/vectors/vector.ts';

/** A day to be drawn: as a conformance vector, without what it is expected to give. */
export interface Example {
  file: string;
  title: string;
  /** What stands in the boxes, by broadcast. */
  labels: Record<string, string>;
  /** Wall times between which it is drawn. */
  from: string;
  to: string;
  day: z.input<typeof vector>;
}

const date = '2026-11-24';
const day = (given: {
  sessions?: z.input<typeof vector>['sessions'];
  recordings: z.input<typeof vector>['recordings'];
  broadcasts: z.input<typeof vector>['compiles'][number]['broadcasts'];
  quiet?: [string, string][];
  caps?: { session?: number };
}): z.input<typeof vector> => {
  const { broadcasts, ...rest } = given;
  return { name: '', dates: [date], ...rest, compiles: [{ broadcasts, air: [] }] };
};

const morning = {
  key: 'sang',
  start: '05:00',
  end: '05:30',
  parts: [
    ['relay', 12],
    ['above', 8],
    ['own', 10],
  ] as ['relay' | 'above' | 'own', number][],
};

/** The pictures of docs/timetable.md. */
export const examples: readonly Example[] = [
  {
    file: 'timetable-session',
    title: 'Buổi sáng 05:00–05:30: tiếp sóng → cấp trên → xã',
    labels: { vov: 'Tiếp sóng VOV', nc: 'Vay vốn', td: 'Tin huyện', xa1: 'Lịch tiêm', xa2: 'Dài' },
    from: '04:58',
    to: '05:34',
    day: day({
      sessions: [morning],
      recordings: { vov: 720, r3: 180, r4: 240, r5: 300, r9: 540 },
      broadcasts: [
        { id: 'vov', in: 'sang/relay', plays: ['vov'], tier: 0 },
        { id: 'nc', in: 'sang/above/1', plays: ['r3'], tier: 0 },
        { id: 'td', in: 'sang/above/2', plays: ['r4'], tier: 0 },
        { id: 'xa1', in: 'sang/own/1', plays: ['r5'] },
        { id: 'xa2', in: 'sang/own/2', plays: ['r9'] },
      ],
    }),
  },
  {
    file: 'timetable-hard',
    title: 'Đúng 05:10 có mục giờ cứng: mục dài đợi phía sau, mục ngắn phát trước',
    labels: { a: 'Mục dài', b: 'Mục ngắn', h: 'Đúng giờ', c: 'Mục tiếp' },
    from: '04:58',
    to: '05:34',
    day: day({
      sessions: [{ ...morning, parts: [['own', 30]] }],
      recordings: { r5: 300, r8: 480, r2: 120 },
      broadcasts: [
        { id: 'c', in: 'sang/own/1', plays: ['r5'] },
        { id: 'a', in: 'sang/own/2', plays: ['r8'] },
        { id: 'b', in: 'sang/own/3', plays: ['r2'] },
        { id: 'h', hard: '05:10', plays: ['r2'], class: 'priority', tier: 0 },
      ],
    }),
  },
  {
    file: 'timetable-priority',
    title: 'Tin ưu tiên giờ mềm 05:07 đợi hết mục đang phát, không đợi hết buổi',
    labels: { a: 'Mục thường', b: 'Mục thường', c: 'Mục thường', p: 'Ưu tiên' },
    from: '04:58',
    to: '05:34',
    day: day({
      sessions: [{ ...morning, parts: [['own', 30]] }],
      recordings: { r5: 300, r2: 150 },
      broadcasts: [
        { id: 'a', in: 'sang/own/1', plays: ['r5'] },
        { id: 'b', in: 'sang/own/2', plays: ['r5'] },
        { id: 'c', in: 'sang/own/3', plays: ['r5'] },
        { id: 'p', soft: '05:07', waits: 10, plays: ['r2'], class: 'priority', tier: 0 },
      ],
    }),
  },
  {
    file: 'timetable-guest',
    title: 'Buổi đầu đầy: mục không vừa dời sang buổi sau, không cắt lời',
    labels: { a: 'Mục một', b: 'Mục dời sang', c: 'Mục của buổi' },
    from: '04:55',
    to: '06:35',
    day: day({
      sessions: [
        { ...morning, parts: [['own', 30]] },
        { key: 'sau', start: '06:00', end: '06:30', parts: [['own', 30]] },
      ],
      recordings: { r20: 1080, r30: 600 },
      broadcasts: [
        { id: 'a', in: 'sang/own/1', plays: ['r20'] },
        { id: 'b', in: 'sang/own/2', plays: ['r20'], overflow: 0 },
        { id: 'c', in: 'sau/own/1', plays: ['r30'] },
      ],
    }),
  },
  {
    file: 'timetable-quiet',
    title: 'Giờ không phát từ 21:00: mục sẽ lấn vào thì bỏ cả mục, nhạc thì ngắn lại',
    labels: { a: 'Kết thúc 20:50', b: 'Lấn giờ', m: 'Nhạc' },
    from: '20:30',
    to: '21:10',
    day: day({
      recordings: { r10: 600, r20: 1200, m: { seconds: 900, kind: 'music' } },
      quiet: [['21:00', '04:45']],
      broadcasts: [
        { id: 'a', hard: '20:40', plays: ['r10'] },
        { id: 'b', hard: '20:55', plays: ['r20'], beaten: 'skip' },
        { id: 'm', hard: '20:52', plays: ['m'], class: 'priority' },
      ],
    }),
  },
];
