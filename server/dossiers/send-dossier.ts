import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { ZipFile } from 'yazl';
import { fold } from '../../core/text/fold.ts';
import { toCsv } from '../../core/week-plan/to-csv.ts';
import type { MediaStore } from '../../media/store.ts';
import { dossierPage, momentWords, type FiledSound } from './dossier-page.ts';
import type { Dossier } from './read-dossier.ts';

/** Sends a dossier as one ZIP; sounds are read as they are sent, and memory does not grow with them. */
export async function sendDossier(
  response: Response,
  dossier: Dossier,
  { media, zone, now }: { media: MediaStore; zone: string; now: number },
): Promise<void> {
  const zip = new ZipFile();
  const at = { mtime: new Date(now) };
  const sums: string[] = [];
  const addText = (name: string, content: string) => {
    const bytes = Buffer.from(content);
    sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`);
    zip.addBuffer(bytes, name, at);
  };
  const sounds: FiledSound[] = [];
  for (const [index, sound] of dossier.sounds.entries()) {
    const name = `${String(index + 1).padStart(2, '0')}-${fileName(sound.title)}`;
    const bytes = await media.size(sound.mediaSha256);
    const soundFile = bytes === undefined ? null : `am-thanh/${name}.mp3`;
    const words = sound.version?.text ?? null;
    const textFile = words === null ? null : `loi-bai/${name}.txt`;
    if (soundFile !== null) {
      // Names in the store are hashes of what the files hold.
      sums.push(`${Buffer.from(sound.mediaSha256, 'base64url').toString('hex')}  ${soundFile}`);
      zip.addReadStreamLazy(soundFile, { ...at, compress: false }, (begin) => {
        begin(null, media.openRead(sound.mediaSha256));
      });
    }
    if (words !== null && textFile !== null) addText(textFile, words);
    sounds.push({ ...sound, soundFile, textFile });
  }
  addText('lich-phat.json', `${JSON.stringify(dossier.broadcast, null, 2)}\n`);
  addText('nhat-ky-phat.csv', toCsv(playRows(dossier, zone)));
  addText('index.html', dossierPage(dossier, sounds, zone));
  zip.addBuffer(Buffer.from(`${sums.join('\n')}\n`), 'SHA256SUMS', at);
  zip.end();
  response.set({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="ho-so-${dossier.occurrence}.zip"`,
  });
  // Whoever goes away has no use for the rest.
  const bytes = new PassThrough();
  zip.outputStream.pipe(bytes);
  zip.on('error', (error: Error) => bytes.destroy(error));
  await pipeline(Readable.from(bytes), response).catch(() => response.destroy());
}

function fileName(title: string): string {
  return (
    fold(title)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'tin-bai'
  );
}

function playRows({ rows }: Dossier, zone: string): string[][] {
  const head = [
    ...['dai', 'cum_loa', 'lan_phat', 'tieu_de', 'phai_phat', 'thoi_luong_ms', 'bat_dau'],
    ...['da_phat_ms', 'ket_qua', 'ly_do', 'micro', 'bao_luc', 'tep_sha256'],
  ];
  const moment = (at: number | null) => (at === null ? '' : momentWords(at, zone));
  return [
    head,
    ...rows.map((row) => [
      ...[row.stationName, row.endpointName, row.entryKey, row.title, moment(row.dueAt)],
      ...[String(row.durationMs), moment(row.startedAt), String(row.heardMs ?? '')],
      ...[row.verdict, row.reason ?? '', row.toTheEar ?? '', moment(row.reportedAt)],
      row.mediaSha256 ?? '',
    ]),
  ];
}
