import { verdictWords } from '../../core/report/report-words.ts';
import { reportDay } from '../../core/report/period-text.ts';
import { localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import type { AsRunRow } from '../../contract/http/occurrences.ts';
import type { PinnedNote } from '../../contract/http/recording.ts';
import type { DossierBroadcast } from './broadcast-of-air.ts';
import type { Dossier } from './read-dossier.ts';
import type { DossierSound } from './sound-of-air.ts';

/** A sound with the names of its files in the dossier. */
export interface FiledSound extends DossierSound {
  soundFile: string | null;
  textFile: string | null;
}

const decisionWords: Record<string, string> = {
  approved: 'Duyệt',
  returned: 'Trả lại',
  withdrawn: 'Thu hồi',
};

/** The first page of a dossier: it reads by itself, in any browser, with no network. */
export function dossierPage(
  { title, occurrence, broadcast, rows }: Dossier,
  sounds: readonly FiledSound[],
  zone: string,
): string {
  const first = rows[0];
  const when = first ? momentWords(first.dueAt, zone) : '';
  return `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Hồ sơ lần phát: ${text(title)}</title>
<style>
body { font: 16px/1.5 'Be Vietnam Pro', 'Segoe UI', sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem; }
th, td { border: 1px solid #999; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
code { font-size: 0.8rem; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; font: inherit; border-left: 3px solid #999; padding-left: 1rem; }
</style>
<h1>Hồ sơ lần phát</h1>
${factTable([
  ['Mục phát', title],
  ['Lần phát', occurrence],
  ['Giờ phát', when],
  ['Đơn vị đặt lịch', broadcast.owner],
  ['Người lập', broadcast.author],
  ['Loại', broadcast.class === 'priority' ? 'Ưu tiên' : 'Thông thường'],
  ['Phiên bản lịch', versionWords(broadcast, zone)],
])}
<h2>Nội dung và phê duyệt</h2>
${sounds.map((sound) => soundPart(sound, zone)).join('\n') || '<p>Không có tệp âm thanh (tiếp sóng hoặc nguồn tại chỗ).</p>'}
<h2>Kết quả tại cụm loa</h2>
<p>Từng lần cụm loa báo về nằm trong <a href="nhat-ky-phat.csv">nhat-ky-phat.csv</a>.</p>
<table>
<tr><th>Cụm loa</th><th>Đài</th><th>Phải phát</th><th>Bắt đầu</th><th>Đã phát</th><th>Kết quả</th></tr>
${rows.map((row) => rowPart(row, zone)).join('\n')}
</table>
<p>Mã SHA-256 của mọi tệp nằm trong <a href="SHA256SUMS">SHA256SUMS</a>.</p>
</html>
`;
}

function versionWords(broadcast: DossierBroadcast, zone: string): string {
  const { version, isOfAir, savedBy, savedAt, presentVersion } = broadcast;
  if (!isOfAir)
    return `${version}, là bản hiện nay (lưu ${momentWords(savedAt, zone)}): không còn giữ bản vào giờ phát`;
  const saved = `${version}, bản có hiệu lực vào giờ phát, lưu ${momentWords(savedAt, zone)}${savedBy === null ? '' : `, người lưu ${savedBy}`}`;
  return presentVersion === version ? saved : `${saved}; sau đó đã sửa đến bản ${presentVersion}`;
}

function soundPart(sound: FiledSound, zone: string): string {
  const { version, decisions, soundFile, textFile, mediaSha256 } = sound;
  const facts: [string, string][] = version
    ? [
        ['Tin bài', `${version.recordingId}, bản ${version.number}`],
        ['Người gửi', `${version.author}, ${momentWords(version.createdAt, zone)}`],
        ['Tệp gốc', `${version.sourceName} (SHA-256 ${version.sourceSha256})`],
        ['Mã nội dung được duyệt', version.contentSha256],
      ]
    : [];
  return `<h3>${text(sound.title)}</h3>
${soundFile === null ? '<p>Tệp âm thanh không còn trong kho.</p>' : `<audio controls src="${text(encodeURI(soundFile))}"></audio>`}
${factTable([...facts, ['Tệp phát tại loa', `SHA-256 ${mediaSha256}`]])}
<table>
<tr><th>Quyết định</th><th>Người</th><th>Lúc</th><th>Mã nội dung</th><th>Ghi chú</th></tr>
${decisions
  .map(
    ({ decision, by, at, contentSha256, note, notes }) =>
      `<tr><td>${text(decisionWords[decision] ?? decision)}</td><td>${text(by)}</td><td>${momentWords(at, zone)}</td><td><code>${text(contentSha256)}</code></td><td>${[...(note === null ? [] : [note]), ...notes.map(noteWords)].map(text).join('<br>')}</td></tr>`,
  )
  .join('\n')}
</table>
${textFile === null ? '' : textPart(textFile, version, zone)}`;
}

function textPart(file: string, version: DossierSound['version'], zone: string): string {
  const writtenAt = version?.textWrittenAt ?? null;
  const note =
    writtenAt === null
      ? ''
      : `<p>Lời bài hiện nay, ghi ${momentWords(writtenAt, zone)}, sau khi phát: không còn giữ lời lúc phát.</p>`;
  return `<p><a href="${text(encodeURI(file))}">Lời bài</a></p>${note}<pre>${text(version?.text ?? '')}</pre>`;
}

function noteWords({ atMs, note }: PinnedNote): string {
  const seconds = String(Math.floor(atMs / 1000) % 60).padStart(2, '0');
  return `Tại ${Math.floor(atMs / 60_000)}:${seconds} của tệp gốc: ${note}`;
}

function rowPart(row: AsRunRow, zone: string): string {
  const started = row.startedAt === null ? '–' : momentWords(row.startedAt, zone);
  const verdict = row.verdict === 'due' ? 'Sắp phát' : verdictWords[row.verdict];
  const heard = `${Math.round((row.heardMs ?? 0) / 1000)} / ${Math.round(row.durationMs / 1000)} giây`;
  const cells = [row.endpointName, row.stationName, momentWords(row.dueAt, zone), started, heard];
  return `<tr>${[...cells, verdict].map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`;
}

function factTable(facts: readonly (readonly [string, string])[]): string {
  const lines = facts.map(([name, value]) => `<tr><th>${name}</th><td>${text(value)}</td></tr>`);
  return `<table>${lines.join('\n')}</table>`;
}

export function momentWords(at: number, zone: string): string {
  return `${localTimeOf(at, zone)} ${reportDay(localDateOf(at, zone))}`;
}

/** Whatever people typed is text here, and nothing else. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
