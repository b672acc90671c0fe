import type { CompiledGroup } from '../../core/compile/compile-station.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import { endOf } from '../../core/playlist/playlist.ts';
import { localTimeOf } from '../../core/time/zoned.ts';
import { instant } from '../../test/support/vectors/compile-vector.ts';
import type { Example } from './examples.ts';

const width = 720;
const left = 12;
const barTop = 58;
const barHeight = 44;
const zone = 'Asia/Ho_Chi_Minh';

/** Why something is not on the air, in the field's words. */
const reasons: Record<string, string> = {
  part_full: 'hết thời lượng của phần',
  session_full: 'hết giờ của buổi',
  quiet_hours: 'giờ không phát',
  beaten: 'bị mục khác chiếm giờ',
};

/** A compiled day as an SVG: sessions, what sounds in them, quiet air, and what is left out. */
export function drawDay(example: Example, groups: readonly CompiledGroup[]): string {
  const [date = ''] = example.day.dates;
  const fromMs = instant(`${date}T${example.from}`, zone);
  const toMs = instant(`${date}T${example.to}`, zone);
  const scale = (at: number) => left + ((at - fromMs) / (toMs - fromMs)) * (width - 2 * left);
  const day = groups.find((group) => group.date === date);
  const rulings = day?.record.rulings ?? [];
  const leftOut = rulings.filter(({ airs }) => !airs);
  const height = 140 + leftOut.length * 20;
  const quiet = (example.day.quiet ?? []).map(([from]) =>
    box(scale(instant(`${date}T${from}`, zone)), width - left, 'quiet', barTop - 8, barHeight + 16),
  );
  const sessions = (day?.record.sessions ?? []).map(({ startsAt, latestEnd }) =>
    box(scale(startsAt), scale(latestEnd), 'session', barTop - 8, barHeight + 16),
  );
  const entries = (day?.playlist.entries ?? []).map((entry) => drawEntry(entry, example, scale));
  const marks = marksOf(fromMs, toMs).map((at) =>
    mark(scale(at), localTimeOf(at, zone).slice(0, 5)),
  );
  const notes = leftOut.map(({ broadcastId, reason }, index) => {
    const name = escape(example.labels[broadcastId] ?? broadcastId);
    return text(left, 148 + index * 20, `✕ ${name}: ${reasons[reason] ?? reason}`, 'note');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(example.title)}</title>`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" rx="8" class="ground"/>`,
    text(left, 28, escape(example.title), 'title'),
    ...sessions,
    ...quiet,
    ...entries.flat(),
    ...marks,
    ...notes,
    '</svg>',
    '',
  ].join('\n');
}

const style = [
  "text{font-family:'Be Vietnam Pro',system-ui,sans-serif;font-size:12px;fill:#1e293b}",
  '.title{font-size:14px;font-weight:600}.ground{fill:#fff}.small{font-size:10px;fill:#475569}',
  '.session{fill:#e2e8f0;stroke:#94a3b8}.entry{fill:#bfdbfe;stroke:#1d4ed8}',
  '.priority{fill:#1e3a8a;stroke:#1e3a8a}.inverse{fill:#fff}.quiet{fill:#fecaca;stroke:#b91c1c}',
  '.tick{stroke:#94a3b8}.note{fill:#7f1d1d}',
].join('');

function drawEntry(entry: Entry, { labels }: Example, scale: (at: number) => number): string[] {
  const [from, to] = [scale(entry.startsAt), scale(endOf(entry))];
  const name = labels[entry.occurrence.replace(/-\d{4}-\d\d-\d\d$/, '')] ?? entry.title;
  const isPriority = entry.class === 'priority';
  const start = localTimeOf(entry.startsAt, zone).replace(/:00$/, '');
  const inside = isPriority ? 'inverse' : '';
  return [
    box(from, to, isPriority ? 'priority' : 'entry', barTop, barHeight),
    text(from + 4, barTop + 18, escape(short(name, to - from)), inside),
    text(from + 4, barTop + 34, short(start, to - from), isPriority ? 'inverse small' : 'small'),
  ];
}

/** As much as has room: a letter takes about seven points. */
function short(name: string, roomPx: number): string {
  const most = Math.floor((roomPx - 8) / 7);
  if (name.length <= most) return name;
  return most < 3 ? '' : `${name.slice(0, most - 1)}…`;
}

function marksOf(fromMs: number, toMs: number): number[] {
  const stepMs = toMs - fromMs > 3_600_000 ? 900_000 : 300_000;
  const marks: number[] = [];
  for (let at = Math.ceil(fromMs / stepMs) * stepMs; at <= toMs; at += stepMs) marks.push(at);
  return marks;
}

function mark(x: number, label: string): string {
  const y = barTop + barHeight + 8;
  return `<line x1="${px(x)}" x2="${px(x)}" y1="${y}" y2="${y + 5}" class="tick"/>${text(x - 14, y + 17, label, 'small')}`;
}

function box(from: number, to: number, name: string, y: number, height: number): string {
  return `<rect x="${px(from)}" y="${y}" width="${px(Math.max(1, to - from))}" height="${height}" rx="3" class="${name}"/>`;
}

function text(x: number, y: number, content: string, name: string): string {
  return content === '' ? '' : `<text x="${px(x)}" y="${y}" class="${name}">${content}</text>`;
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
