import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { speak } from '../../../media/speak.ts';

/** A recording as authors bring it. */
export interface Bulletin {
  path: string;
  seconds: number;
  channels: 1 | 2;
}

const run = promisify(execFile);

const minutes = [2, 15, 3, 12, 4, 10, 5, 9, 6, 8, 2.5, 7, 3.5, 14, 4.5, 11, 5.5, 6.5, 2.2, 7.5];
const formats = [
  ['a.mp3', 2, '-ar 44100 -b:a 128k'],
  ['b.wav', 2, '-ar 44100'],
  ['c.m4a', 2, '-ar 48000 -b:a 128k'],
  ['d.ogg', 1, '-ar 44100 -c:a libvorbis'],
  ['e.mp3', 1, '-ar 22050 -b:a 48k'],
  ['f.flac', 2, '-ar 48000'],
  ['g.opus', 1, '-c:a libopus -b:a 32k'],
] as const;
const voices = ['vi', 'vi-vn-x-central', 'vi-vn-x-south'];
const levelsDb = [0, -12, -4, -20, -8];

const text = `Kính thưa toàn thể nhân dân. Đài truyền thanh xã xin gửi tới bà con bản tin hôm nay.
Về công tác giảm nghèo bền vững, trong quý vừa qua toàn xã có mười hai hộ thoát nghèo.
Ủy ban nhân dân xã đề nghị các hộ tiếp tục vay vốn đúng mục đích, phát triển chăn nuôi và nuôi trồng thủy sản.
Về chủ quyền biển đảo, bà con ngư dân khi ra khơi cần mang đủ giấy tờ, treo quốc kỳ, giữ liên lạc với đồn biên phòng.
Về tiêm chủng, sáng thứ bảy tuần này trạm y tế tổ chức tiêm cho trẻ em dưới năm tuổi. Xin trân trọng cảm ơn.`;

/** Makes twenty bulletins of 2 to 15 minutes, or five short ones: speech, some room noise. */
export async function makeBulletins(folder: string, quick: boolean): Promise<Bulletin[]> {
  await mkdir(folder, { recursive: true });
  const lengths = quick ? [40, 60, 50, 30, 45] : minutes.map((length) => length * 60);
  const bulletins: Bulletin[] = [];
  for (const [index, seconds] of lengths.entries()) {
    bulletins.push(await makeBulletin(folder, index, seconds));
  }
  return bulletins;
}

async function makeBulletin(folder: string, index: number, seconds: number): Promise<Bulletin> {
  const [name, channels, options] = formats[index % formats.length] ?? formats[0];
  const speech = join(folder, 'speech.wav');
  const voice = voices[index % voices.length] ?? 'vi';
  await speak(text, { target: speech, voice, wordsPerMinute: 130 + (index % 5) * 10 });
  const path = join(folder, `${index}-${name}`);
  const level = levelsDb[index % levelsDb.length] ?? 0;
  const room = `anoisesrc=c=pink:a=0.004:r=22050:seed=${index}`;
  await run('ffmpeg', [
    ...['-v', 'error', '-stream_loop', '-1', '-i', speech, '-f', 'lavfi', '-i', room],
    ...['-filter_complex', `[0][1]amix=inputs=2:normalize=0,volume=${level}dB`],
    ...['-t', String(seconds), '-ac', String(channels), ...options.split(' '), path],
  ]);
  await rm(speech);
  return { path, seconds, channels };
}
