import { weekdayOf, type LocalDate, type Weekday } from '../time/zoned.ts';
import { lengthText } from './length-text.ts';
import type { AirWords } from './words.ts';

const WEEKDAYS: Record<Weekday, string> = {
  1: 'thứ Hai',
  2: 'thứ Ba',
  3: 'thứ Tư',
  4: 'thứ Năm',
  5: 'thứ Sáu',
  6: 'thứ Bảy',
  7: 'Chủ nhật',
};

function day(date: LocalDate): string {
  const [, month = '', number = ''] = date.split('-');
  return `${WEEKDAYS[weekdayOf(date)]} ${number}/${month}`;
}

export const airWordsVi: AirWords = {
  day,
  daysThrough: (from, to) => `${day(from)} đến ${day(to)}`,
  manyDays: (count, from, to) => `${count} ngày từ ${day(from)} đến ${day(to)}`,
  list: (items) => items.join(', '),
  at: (time, on) => `${time} ${on}`,
  length: lengthText,

  added: (title) => `thêm «${title}»`,
  addedSilent: (title, why) => `thêm «${title}» nhưng không phát: ${why}`,
  removed: (title) => `bỏ «${title}»`,
  removedSilent: (title) => `bỏ «${title}», vốn không phát`,
  replaced: (title, by) => `«${title}» thay bằng «${by}»`,
  otherSound: (title) => `«${title}» đổi nội dung`,
  moved: (title, from, to) => `«${title}» dời từ ${from} sang ${to}`,
  shifted: (count) => `${count} mục xê dịch chưa tới một phút`,
  shortened: (title, from, to) => `«${title}» rút từ ${from} còn ${to}`,
  lengthened: (title, from, to) => `«${title}» kéo dài từ ${from} lên ${to}`,
  renamed: (title, to) => `«${title}» đổi tên thành «${to}»`,
  silenced: (title, why) => `«${title}» không phát: ${why}`,
  heard: (title) => `«${title}» phát được`,
  otherReason: (title, why) => `«${title}» vẫn không phát: ${why}`,
  why: {
    placed: 'đúng chỗ đã xếp',
    moved_behind_stronger: 'lùi sau mục quan trọng hơn',
    shortened: 'bị rút ngắn',
    guest: 'phát nhờ buổi khác',
    frozen: 'đã chốt trước giờ phát',
    too_late: 'đã quá giờ chốt lịch',
    beaten: 'trùng giờ với mục quan trọng hơn',
    no_session: 'đài không có buổi phát này',
    part_missing: 'buổi phát không có phần này',
    part_full: 'phần này đã hết thời lượng',
    session_full: 'buổi phát đã hết thời lượng',
    session_over: 'buổi phát đã qua',
    no_room: 'không còn khoảng trống',
    quiet_hours: 'rơi vào giờ không phát',
    silent_day: 'ngày không phát',
    kind_not_allowed: 'loại nội dung không được phát hôm đó',
    session_limit: 'đã đủ số buổi trong ngày',
    session_cap: 'buổi phát đã đủ thời lượng cho phép',
    day_cap: 'ngày đã đủ thời lượng cho phép',
    offered: 'chờ xã tiếp nhận',
    declined: 'xã không tiếp nhận',
    week_not_approved: 'chương trình tuần chưa được duyệt',
    not_approved: 'tin bài chưa được duyệt',
    withdrawn: 'tin bài đã bị thu hồi',
    not_yet_valid: 'tin bài chưa tới ngày được phát',
    expired: 'hết hạn',
    no_rendition: 'tin bài chưa kiểm tra xong',
    recording_unknown: 'tin bài không còn trong kho',
    pool_empty: 'không có tin bài nào để chọn',
    not_recorded: 'chương trình tiếp sóng không thu được',
  },

  atStations: (count, names) => (names.length > 0 ? `ở ${names.join(', ')}` : `ở ${count} đài`),
  atAllStations: (count) => `ở cả ${count} đài`,
  atEndpoints: (count, station) =>
    station === null ? `ở ${count} cụm loa` : `ở ${count} cụm loa của ${station}`,
};
