import { languages } from '../recording/languages.ts';
import { isPeriod, type AirGroup, type Period } from './air-group.ts';
import type { SettledVerdict } from './air-sums.ts';
import type { Origin } from './origin.ts';
import { periodText } from './period-text.ts';

/** Words of papers, which are Vietnamese whatever the console speaks. */
export const groupWords: Record<AirGroup, string> = {
  day: 'Ngày',
  week: 'Tuần',
  month: 'Tháng',
  quarter: 'Quý',
  year: 'Năm',
  area: 'Địa bàn',
  station: 'Đài truyền thanh xã',
  programme: 'Chuyên mục',
  campaign: 'Đợt tuyên truyền',
  partner: 'Đơn vị phối hợp',
  class: 'Loại bản tin',
  tier: 'Cấp đặt lịch',
  origin: 'Nguồn tin bài',
  language: 'Ngôn ngữ',
};

export const verdictWords: Record<SettledVerdict, string> = {
  played: 'Đã phát',
  late: 'Phát muộn',
  partial: 'Phát thiếu',
  preempted: 'Bị chèn',
  skipped: 'Bị chặn theo quy định',
  stopped: 'Đã dừng',
  delivered: 'Đã gửi (chưa xác nhận)',
  declared: 'Tự khai: đã phát',
  declared_missed: 'Tự khai: không phát',
  awaiting_report: 'Chưa có báo cáo',
  offline: 'Mất kết nối',
  missed: 'Không phát',
};

export const originWords: Record<Origin, string> = {
  own: 'Tự sản xuất',
  above: 'Cấp trên',
  relay: 'Tiếp sóng',
};

const classWords: Record<string, string> = { normal: 'Thông thường', priority: 'Ưu tiên' };

const noneWords: Partial<Record<AirGroup, string>> = {
  programme: 'Không thuộc chuyên mục nào',
  campaign: 'Không thuộc đợt nào',
  partner: 'Không có đơn vị phối hợp',
  language: 'Không rõ ngôn ngữ (tiếp sóng)',
};

/** What a line of a paper is called. */
export function lineWords(by: AirGroup, line: { key: string | null; name: string | null }): string {
  const { key, name } = line;
  if (key === null) return noneWords[by] ?? '';
  if (isPeriod(by)) return periodText(by, key, 'vi');
  if (by === 'class') return classWords[key] ?? key;
  if (by === 'origin') return originWords[key as Origin];
  if (by === 'language') return languages[key as keyof typeof languages];
  return name ?? key;
}

/** `tháng 11/2026` where the days are a whole period, else `từ ngày … đến ngày …`. */
export function spanWords(
  { from, to }: { from: string; to: string },
  period: Period | null,
): string {
  if (period !== null) {
    const text = periodText(period, from, 'vi');
    return period === 'day' ? `ngày ${text}` : `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  }
  return `từ ngày ${periodText('day', from, 'vi')} đến ngày ${periodText('day', to, 'vi')}`;
}
