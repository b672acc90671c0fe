import { expect, it } from 'vitest';
import { heardQuestion } from '../../../../core/week-plan/heard-question.ts';

// A Friday.
const today = '2026-11-20';
const areas = [
  { id: 'h', name: 'Huyện Hải Hậu', kind: 'huyện' },
  { id: 'hh', name: 'Xã Hải Hậu', kind: 'xã' },
  { id: 'ha', name: 'Xã Hải Anh', kind: 'xã' },
  { id: 'yd', name: 'Thị trấn Yên Định', kind: 'thị trấn' },
  { id: 'x4', name: 'Xóm 4', kind: 'xóm' },
];
const ask = (typed: string) => heardQuestion(typed, { today, weekOf: today, areas });
const tuesday = '2026-11-24';

it.each([
  ['Xã Hải Hậu nghe gì thứ Ba?', ['hh'], tuesday],
  ['xã hải hậu nghe gì thứ ba', ['hh'], tuesday],
  ['xa hai anh nghe gi t3', ['ha'], tuesday],
  ['thứ ba xã Hải Anh nghe những gì', ['ha'], tuesday],
  ['ngày mai ở xóm 4 phát gì?', ['x4'], '2026-11-21'],
  ['thị trấn Yên Định phát gì 24/11', ['yd'], tuesday],
  ['xã hải anh t3', ['ha'], tuesday],
  ['hải anh t3', ['ha'], tuesday],
  ['yên định ngày mai', ['yd'], '2026-11-21'],
])('understands "%s"', (typed, areaIds, date) => {
  expect(ask(typed)).toEqual({ areaIds, date });
});

it('gives all areas of a name, for whoever asks to choose the one with a station', () => {
  expect(ask('hải hậu t3')).toEqual({ areaIds: ['h', 'hh'], date: tuesday });
});

it('says what was not named, and what is not known', () => {
  expect(ask('nghe gì hôm nay')).toEqual({ areaIds: null, date: today });
  expect(ask('xã Hải Anh nghe gì')).toEqual({ areaIds: ['ha'], date: null });
  expect(ask('Hải Phòng nghe gì thứ ba')).toEqual({ areaIds: [], date: tuesday });
  expect(ask('nghe gì?')).toEqual({ areaIds: null, date: null });
});

it.each([
  '17h t3 t5 giảm nghèo xóm 4',
  'sáng mai thông báo lịch tiêm',
  '17h xóm 4 t3',
  'phát lại bản tin t3',
  'hải hậu',
  't3',
  '',
])('takes "%s" for no question', (typed) => {
  expect(ask(typed)).toBeNull();
});
