import type { PartTier } from '../session/session.ts';
import { wordsVi } from '../recurrence/words-vi.ts';
import type { BroadcastWords } from './broadcast-words.ts';

const SESSIONS: Readonly<Record<string, string>> = {
  morning: 'buổi sáng',
  noon: 'buổi trưa',
  afternoon: 'buổi chiều',
  evening: 'buổi tối',
};
const PARTS: Readonly<Record<PartTier, string>> = {
  relay: 'phần tiếp sóng',
  above: 'phần cấp trên',
  own: 'phần xã tự sản xuất',
};
const startOf = (isHard: boolean) => (isHard ? 'đúng giờ' : 'sau mục đang phát');

export const broadcastWordsVi: BroadcastWords = {
  made: (placement, days) => `tạo mới: ${placement}; ${days}`,
  withdrawn: 'thu hồi',
  restored: 'phát trở lại',
  urgent: 'xếp gấp vào giờ đã chốt',
  renamed: (from, to) => `đổi tên «${from}» thành «${to}»`,
  fromTo: (field, from, to) => `${broadcastWordsVi.fields[field]}: ${from} → ${to}`,
  fields: {
    class: 'mức độ',
    placement: 'chỗ phát',
    dates: 'ngày phát',
    owner: 'thay mặt',
    programme: 'chuyên mục',
    campaign: 'đợt tuyên truyền',
    overflow: 'khi hết chỗ',
    whenBeaten: 'khi trùng giờ',
    afterInterrupt: 'sau khi bị chèn',
    volume: 'âm lượng',
  },
  nothing: 'không có',
  class: { normal: 'thông thường', priority: 'ưu tiên' },
  overflow: (overflow) => {
    if (overflow.kind === 'next') return `sang buổi sau, trong ${overflow.withinDays} ngày`;
    return overflow.kind === 'skip' ? 'bỏ lần đó' : 'hỏi lại';
  },
  whenBeaten: { queue: 'tiếp nối', skip: 'bỏ lần đó', shorten: 'rút ngắn' },
  afterInterrupt: { resume: 'phát tiếp', restart: 'phát lại từ đầu', drop: 'thôi' },
  volume: (percent) => (percent === null ? 'như cụm loa đã đặt' : `${percent}%`),

  inSession: (key, part, order) =>
    `${SESSIONS[key] ?? `buổi ${key}`}, ${PARTS[part]}, thứ tự ${order}`,
  atTimes: (times, isHard) => `${times.join(', ')}, ${startOf(isHard)}`,
  atEvery: ({ time, times, gapMinutes }, isHard) =>
    `${times} lần từ ${time}, cách ${gapMinutes} phút, ${startOf(isHard)}`,
  now: 'phát ngay',

  itemsAdded: (names) => `thêm ${names}`,
  itemsRemoved: (names) => `bỏ ${names}`,
  itemsReordered: 'đổi thứ tự tin bài',
  recording: (title) => `«${title}»`,
  pool: (programme, length) => `${length} chọn từ chuyên mục ${programme}`,
  relay: (length, recordAt) =>
    recordAt === null ? `tiếp sóng ${length}` : `tiếp sóng ${length}, thu lúc ${recordAt}`,
  input: (length) => `tín hiệu tại chỗ ${length}`,
  silence: (length) => `khoảng lặng ${length}`,

  day: (date, what) => `riêng ngày ${wordsVi.date(date)}: ${what.join(', ')}`,
  dayAsAlways: (date) => `ngày ${wordsVi.date(date)} lại như mọi ngày`,
  title: (title) => `tên «${title}»`,
  content: (names) => `phát ${names}`,

  targetsAdded: (names) => `thêm nơi phát ${names}`,
  targetsRemoved: (names) => `bỏ nơi phát ${names}`,
  excepted: (names) => `trừ ${names}`,
  readmitted: (names) => `không trừ ${names} nữa`,
  list: (names) => names.join(', '),
  andMore: (names, count) => `${names} và ${count} nơi khác`,
};
