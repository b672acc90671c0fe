import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { JobResult } from '../../../contract/jobs.ts';
import { createMediaStore, takesFolder, type MediaStore } from '../../../media/store.ts';
import { convertSound, makeSound } from '../../support/sound.ts';
import { speakInto } from '../../support/spoken.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testWorker } from '../../support/test-worker.ts';

const bulletin =
  'Mời bà con theo dõi bản tin buổi sáng. Trạm y tế xã tiêm chủng cho trẻ em dưới năm tuổi từ bảy giờ ba mươi. ' +
  'Hội Nông dân tập huấn kỹ thuật trồng lúa vụ xuân vào sáng thứ Tư tại nhà văn hóa. Đề nghị các gia đình đến ' +
  'đúng giờ và mang theo sổ. Ngân hàng chính sách xã hội giao dịch vào ngày mười lăm hằng tháng tại trụ sở ủy ban. ' +
  'Mức vay tối đa là một trăm triệu đồng, lãi suất thấp, thời hạn mười năm. Xin cảm ơn bà con đã lắng nghe.';
const another =
  'Công an xã thông báo về việc đăng ký tạm trú. Các hộ có người từ nơi khác đến ở phải khai báo trong vòng hai mươi ' +
  'bốn giờ. Khi đi khai báo cần mang căn cước công dân. Thời gian làm việc từ thứ Hai đến thứ Sáu hằng tuần.';
/** A yard: echo, wind, a phone that hears no bass, and Opus. */
const yard = [
  ...['-filter_complex'],
  '[0:a]aecho=0.8:0.7:60|110:0.4|0.25,highpass=f=300,lowpass=f=4000,volume=-14dB[a];' +
    'anoisesrc=c=pink:a=0.01:seed=7[b];[a][b]amix=inputs=2:duration=first:normalize=0',
];

const cutTo = (source: string, target: string, seconds: number) =>
  convertSound(source, target, ['-t', String(seconds)]);

async function world() {
  const { store, dataFolder, producer, outcomeOf } = await testWorker();
  const takes = await createMediaStore(takesFolder(join(dataFolder, 'media')));
  const folder = await tempFolder();
  const keep = async (into: MediaStore, path: string) => {
    const bytes = await readFile(path);
    return (await into.put(Readable.from([bytes]), { limitBytes: 2 ** 24 })).sha256;
  };
  const speech = async (name: string, text: string) => speakInto(join(folder, `${name}.wav`), text);
  const played = async (path: string) => {
    const target = join(folder, 'played.mp3');
    await convertSound(path, target, ['-ac', '1', '-ar', '24000', '-b:a', '48k']);
    return keep(store, target);
  };
  const take = async (path: string, fromS: number, options: string[] = yard) => {
    const target = join(folder, 'take.webm');
    const cut = join(folder, 'cut.wav');
    await convertSound(path, cut, ['-ss', String(fromS), '-t', '10']);
    await convertSound(cut, target, [...options, '-ac', '1', '-c:a', 'libopus', '-b:a', '32k']);
    return keep(takes, target);
  };
  let count = 0;
  const compare = async (recorded: string, of: string, part = { fromMs: 0, lengthMs: 90_000 }) => {
    count += 1;
    const payload = { recorded, played: of, ...part };
    await producer.add({ kind: 'compare', workId: `w${count}`, generation: 1, payload });
    const { result } = await outcomeOf(`w${count}`);
    return result.ok ? (result.value as JobResult<'compare'>).likeness : result.code;
  };
  return { folder, takes, keep, speech, played, take, compare };
}

it('tells what was played from what was not, through echo, wind and a cheap phone', async () => {
  const { folder, takes, keep, speech, played, take, compare } = await world();
  const [this_, that] = [await speech('a', bulletin), await speech('b', another)];
  const of = await played(this_);
  for (const fromS of [0, 6, 13]) expect(await compare(await take(this_, fromS), of)).toBe('same');
  for (const fromS of [0, 5]) expect(await compare(await take(that, fromS), of)).toBe('other');
  // Sought where it cannot have sounded, it is not found.
  const late = { fromMs: 14_000, lengthMs: 12_000 };
  expect(await compare(await take(this_, 0), of, late)).not.toBe('same');

  // One that began before the item, or went on after it.
  const framed = join(folder, 'framed.wav');
  await convertSound(this_, framed, ['-af', 'adelay=4000,atrim=end=20,apad=pad_dur=9']);
  expect(await compare(await take(framed, 0), of)).toBe('same');
  const short = await played(await cutTo(this_, join(folder, 'short.wav'), 16));
  expect(await compare(await take(framed, 13), short)).toBe('same');
  expect(await compare(await take(framed, 19), short)).not.toBe('same');
  const jingle = await played(await cutTo(this_, join(folder, 'jingle.wav'), 4));
  expect(await compare(await take(this_, 0), jingle)).toBe('unknown');

  const wind = await makeSound(join(folder, 'wind.wav'), 'anoisesrc=c=pink:a=0.05:d=20:seed=3');
  expect(await compare(await take(wind, 0), of)).not.toBe('same');
  const hum = await makeSound(join(folder, 'hum.wav'), 'sine=f=400:d=20');
  expect(await compare(await take(hum, 0, []), of)).toBe('unknown');

  const broken = join(folder, 'broken.webm');
  await writeFile(broken, '\x1aE\xdf\xa3webm and no more', 'latin1');
  expect(await compare(await keep(takes, broken), of)).toBe('unknown');
  const gone = 'x'.repeat(43);
  expect(await compare(gone, of)).toBe('object_not_found');
}, 60_000);

it('opens nothing that a recording names', async () => {
  const { folder, takes, keep, speech, played, compare } = await world();
  const of = await played(await speech('a', bulletin));
  const secret = await speech('secret', bulletin);
  const list = join(folder, 'list.webm');
  await writeFile(list, `#EXTM3U\n#EXT-X-TARGETDURATION:30\n#EXTINF:30,\nfile://${secret}\n`);
  expect(await compare(await keep(takes, list), of)).toBe('unknown');
}, 60_000);
