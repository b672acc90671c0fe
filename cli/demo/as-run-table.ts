import type { AsRunRow } from '../../contract/http/occurrences.ts';
import { localTimeOf } from '../../core/time/zoned.ts';
import { isUnheard } from '../../core/verdict/to-the-ear.ts';
import type { HeardSound } from './check-sound.ts';

const verdictWords: Readonly<Record<AsRunRow['verdict'], string>> = {
  due: 'chờ phát',
  played: 'đã phát',
  late: 'phát muộn',
  partial: 'phát thiếu',
  preempted: 'bị chèn',
  skipped: 'không phát',
  stopped: 'đã dừng',
  delivered: 'đã gửi (chưa xác nhận)',
  declared: 'tự khai: đã phát',
  declared_missed: 'tự khai: không phát',
  awaiting_report: 'chưa có báo cáo',
  offline: 'mất kết nối',
  missed: 'không phát',
};

const columns = [
  'endpoint',
  'item',
  'due',
  'started',
  'late ms',
  'heard s',
  'verdict',
  'sound found',
];
const rightAligned = new Set(['late ms', 'heard s', 'sound found']);
const longestCell = 44;

/** The as-run table (nhật ký phát) as text; `sounds` by {@link soundKey}. */
export function asRunTable(
  rows: readonly AsRunRow[],
  sounds: ReadonlyMap<string, HeardSound>,
  zone: string,
): string {
  const time = (ms: number | null) => (ms === null ? '–' : localTimeOf(ms, zone));
  const lines = rows.map((row) => [
    row.endpointName,
    row.title,
    time(row.dueAt),
    time(row.startedAt),
    row.startErrorMs === null ? '–' : String(row.startErrorMs),
    row.heardMs === null ? '–' : (row.heardMs / 1000).toFixed(1),
    isUnheard(row) ? 'đã phát, micro không nghe thấy' : verdictWords[row.verdict],
    soundWord(sounds.get(soundKey(row))),
  ]);
  return layOut([columns, ...lines]);
}

/** Names an entry at an endpoint. */
export function soundKey(row: Pick<AsRunRow, 'endpointId' | 'entryKey'>): string {
  return `${row.endpointId} ${row.entryKey}`;
}

function soundWord(sound: HeardSound | undefined): string {
  if (sound === undefined) return '–';
  if (!sound.found) return 'no';
  return `${sound.offsetMs >= 0 ? '+' : ''}${sound.offsetMs.toFixed(1)} ms`;
}

function layOut(lines: readonly (readonly string[])[]): string {
  const cut = (text: string) =>
    text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text;
  const cells = lines.map((line) => line.map((text) => cut(text.normalize('NFC'))));
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const row = (line: readonly string[]) =>
    line
      .map((text, at) => {
        const width = widths[at] ?? 0;
        return rightAligned.has(columns[at] ?? '') ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = cells;
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [row(head), rule, ...body.map(row)].join('\n');
}
