import type { PlayRecord } from '../../contract/station/exchange.ts';
import type { TodayRow } from './today.ts';

export type Language = 'vi' | 'en';

export interface PageTexts {
  today: string;
  nothingToday: string;
  sounding: string;
  silent: string;
  stop: string;
  volume: string;
  set: string;
  clock: string;
  isTrusted: string;
  isUntrusted: string;
  server: string;
  never: string;
  heldUntil: string;
  missingFiles: string;
  diskFree: string;
  output: string;
  otherLanguage: string;
  states: Record<TodayRow['state'], string>;
  reasons: Record<PlayRecord['reason'], string>;
}

export const pageTexts: Record<Language, PageTexts> = {
  vi: {
    today: 'Hôm nay',
    nothingToday: 'Hôm nay không có mục nào.',
    sounding: 'Đang phát',
    silent: 'Không phát gì',
    stop: 'Dừng phát',
    volume: 'Âm lượng',
    set: 'Đặt',
    clock: 'Đồng hồ',
    isTrusted: 'đúng giờ',
    isUntrusted: 'chưa biết giờ chắc chắn nên không tự phát',
    server: 'Liên lạc với máy chủ lần cuối',
    never: 'chưa lần nào',
    heldUntil: 'Giữ lịch đến hết ngày',
    missingFiles: 'Tệp âm thanh còn thiếu',
    diskFree: 'Bộ nhớ còn trống',
    output: 'Ngõ ra',
    otherLanguage: 'English',
    states: {
      sounds: 'đang phát',
      due: 'chưa đến giờ',
      played: 'đã phát',
      partial: 'phát thiếu',
      silent: 'không phát',
    },
    reasons: {
      completed: 'phát hết',
      stopped: 'đã dừng',
      stopped_here: 'dừng tại loa',
      withdrawn: 'đã thu hồi',
      preempted: 'bị chèn',
      power_loss: 'mất điện',
      media_missing: 'thiếu tệp âm thanh',
      media_damaged: 'tệp âm thanh hỏng',
      stream_lost: 'mất luồng tiếp sóng',
      input_unavailable: 'không có tín hiệu vào',
      quiet_hours: 'giờ không phát',
      clock_untrusted: 'chưa biết giờ',
      expired: 'hết hạn phát',
      too_late: 'quá muộn',
      output_failed: 'ngõ ra hỏng',
    },
  },
  en: {
    today: 'Today',
    nothingToday: 'Nothing today.',
    sounding: 'Sounding now',
    silent: 'Nothing sounds',
    stop: 'Stop',
    volume: 'Volume',
    set: 'Set',
    clock: 'Clock',
    isTrusted: 'right',
    isUntrusted: 'not known for sure, so nothing starts by itself',
    server: 'Last heard from the server',
    never: 'never',
    heldUntil: 'Holds the timetable to the end of',
    missingFiles: 'Sound files still missing',
    diskFree: 'Free space',
    output: 'Output',
    otherLanguage: 'Tiếng Việt',
    states: {
      sounds: 'sounds now',
      due: 'to come',
      played: 'played',
      partial: 'partly played',
      silent: 'not played',
    },
    reasons: {
      completed: 'to its end',
      stopped: 'stopped',
      stopped_here: 'stopped at the loudspeaker',
      withdrawn: 'withdrawn',
      preempted: 'interrupted',
      power_loss: 'power loss',
      media_missing: 'sound file missing',
      media_damaged: 'sound file damaged',
      stream_lost: 'stream lost',
      input_unavailable: 'no signal on the input',
      quiet_hours: 'quiet hours',
      clock_untrusted: 'time not known',
      expired: 'expired',
      too_late: 'too late',
      output_failed: 'output failed',
    },
  },
};
