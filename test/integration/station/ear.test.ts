import { execFile } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';
import { createEar } from '../../../station/ear/ear.ts';
import { openEarSource } from '../../../station/ear/open-ear-source.ts';
import { openNullOutput } from '../../../station/output/null-output.ts';
import { blockFrames, bytesPerFrame, sampleRate } from '../../../station/output/output.ts';
import { wavHeader } from '../../../station/output/wav-header.ts';
import { hurriedClock } from '../../support/fast-clock.ts';
import { convertSound, makeSound } from '../../support/sound.ts';
import { speakInto } from '../../support/spoken.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const run = promisify(execFile);
const log = createLogger({ name: 'test', level: 'silent' });
const blockBytes = blockFrames * bytesPerFrame;
const room = 'aecho=0.8:0.7:60|130|210:0.4|0.3|0.2,highpass=f=300,lowpass=f=3400,aresample=24000';
const seconds = 13;
let clock: Clock;
let folder = '';
let bulletin = '';
let speech: Buffer = Buffer.alloc(0);

async function pcmOf(sound: string): Promise<Buffer> {
  const format = ['-ar', String(sampleRate), '-ac', '1', '-f', 's16le', '-t', String(seconds)];
  return readFile(await convertSound(sound, `${sound}.pcm`, format));
}

async function setUp(): Promise<void> {
  // Levels keep their shape: three times as fast, sound is as like itself as ever.
  clock = hurriedClock(3);
  folder = await tempFolder();
  bulletin = await speakInto(
    join(folder, 'bulletin.wav'),
    'Mời bà con theo dõi bản tin buổi sáng. Trạm y tế xã tiêm chủng cho trẻ em dưới năm tuổi từ bảy giờ ba ' +
      'mươi. Hội Nông dân tập huấn kỹ thuật trồng lúa vụ xuân vào sáng thứ Tư tại nhà văn hóa. Đề nghị các ' +
      'gia đình đến đúng giờ và mang theo sổ. Xin cảm ơn bà con đã chú ý lắng nghe.',
  );
  speech = await pcmOf(bulletin);
}

/** What a microphone makes of the bulletin as it plays, if this is what reaches it meanwhile, but for a part. */
async function hear(sound: string, lost = { fromMs: 0, toMs: 0 }) {
  const microphone = `${sound}-${lost.toMs}.fifo`;
  await run('mkfifo', [microphone]);
  const ear = createEar({
    open: () => openEarSource({ from: 'fifo', place: microphone }),
    clock,
    onFault(fault) {
      throw fault;
    },
  });
  const output = ear.listenTo(openNullOutput(clock, log));
  const silence = Buffer.alloc(blockBytes);
  ear.begin();
  // Waits until somebody reads.
  const heard = await open(microphone, 'w');
  await heard.write(wavHeader(sampleRate * bytesPerFrame * 60, sampleRate));
  const reaching = await pcmOf(sound);
  const from = clock.monotonic();
  for (let at = output.startedAt; at < from; at += 20) await output.write(silence);
  for (let at = 0; at < speech.length; at += blockBytes) {
    await output.write(speech.subarray(at, at + blockBytes));
    const ms = (at / blockBytes) * 20;
    if (ms < lost.fromMs || ms >= lost.toMs)
      await heard.write(reaching.subarray(at, at + blockBytes));
    await clock.sleep(Math.max(0, from + ms - clock.monotonic()));
  }
  const hearing = ear.end(from, clock.monotonic());
  ear.close();
  await heard.close();
  await output.close();
  return hearing;
}

const made = (name: string, filter: string) =>
  convertSound(bulletin, join(folder, `${name}.wav`), ['-af', `${filter},apad=pad_dur=5`]);

const mixed = (name: string, filter: string, noise: string) =>
  convertSound(bulletin, join(folder, `${name}.wav`), [
    ...['-f', 'lavfi', '-i', noise, '-filter_complex'],
    `[0]${filter},apad=pad_dur=5[s];[s][1]amix=2:duration=first:normalize=0`,
  ]);

describe('a microphone near the loudspeaker', () => {
  it('tells what is heard from what is weak, distorted, drowned or silent', async () => {
    await setUp();
    const another = await speakInto(
      join(folder, 'another.wav'),
      'Ngân hàng chính sách xã hội giao dịch vào ngày mười lăm hằng tháng tại trụ sở ủy ban. Mức vay tối đa ' +
        'là một trăm triệu đồng, lãi suất thấp, thời hạn mười năm. Mọi người cần biết thêm xin hỏi tổ trưởng ' +
        'tổ tiết kiệm và vay vốn ở từng xóm của mình. Mang theo giấy tờ tùy thân khi đến giao dịch.',
    );
    const clear = await made('clear', `adelay=300,${room},volume=-20dB`);
    const found = await Promise.all([
      ...[
        made('heard', `adelay=300,${room},volume=-20dB`),
        mixed('noisy', `adelay=300,${room},volume=-12dB`, 'anoisesrc=c=pink:a=0.02:seed=1'),
        mixed('weak', `adelay=300,${room},volume=-12dB`, 'anoisesrc=c=pink:a=0.16:seed=2'),
        made('clipped', `adelay=300,${room},volume=40dB`),
        makeSound(join(folder, 'muted.wav'), 'anoisesrc=c=pink:a=0.01:d=20:seed=3'),
        makeSound(join(folder, 'dead.wav'), 'anullsrc=r=24000:d=20'),
        Promise.resolve(another),
      ].map(async (sound) => hear(await sound)),
      // A busy card forgets, or gives nothing any more.
      hear(clear, { fromMs: 1000, toMs: 2200 }),
      hear(clear, { fromMs: 10_500, toMs: 60_000 }),
    ]);
    const [heard, noisy, weak, clipped, muted, dead, other, lossy, short] = found;
    expect({ heard, noisy, weak, clipped, muted, dead, other, lossy, short }).toEqual({
      ...{ lossy: 'heard', short: 'heard' },
      ...{ heard: 'heard', noisy: 'heard', weak: 'weak', clipped: 'clipped' },
      ...{ muted: 'silent', dead: 'silent', other: 'silent' },
    });
  });
});
