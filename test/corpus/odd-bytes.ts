import type { Entry } from './entry.ts';

/** AMR narrow band as old phones record: frames of 12.2 kbit/s whose content is any. */
function amr(seconds: number): Buffer {
  const frames = seconds * 50;
  const bytes = Buffer.alloc(6 + frames * 32);
  bytes.write('#!AMR\n', 0, 'latin1');
  let state = 12_345;
  for (let at = 6; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes.writeUInt8((at - 6) % 32 === 0 ? 0x3c : state >>> 24, at);
  }
  return bytes;
}

const same = (bytes: Buffer) => bytes;

const named = (name: string, fileName: string, of = 'mp3-64k-mono'): Entry => ({
  name,
  fileName,
  recipe: { of, change: same },
  expected: { findings: [] },
});

/** Formats that nothing here can encode, and names that say the wrong thing or are hard to write. */
export const oddFiles: readonly Entry[] = [
  {
    name: 'amr',
    fileName: 'Ghi âm 001.amr',
    recipe: { bytes: () => amr(2) },
    expected: { findings: ['clipped'] },
  },
  {
    name: 'amr-cut-short',
    fileName: 'Ghi âm 002.amr',
    recipe: { of: 'amr', change: (bytes) => bytes.subarray(0, 1_510) },
    expected: { findings: ['clipped'] },
  },
  named('mp3-called-wav', 'bản tin.wav'),
  named('wav-called-mp3', 'bản tin.mp3', 'wav-s16'),
  named('opus-called-text', 'bản tin.txt', 'opus-24k'),
  named('m4a-called-playlist', 'bản tin.m3u8', 'm4a-aac'),
  named('name-nfc', 'Thông báo tiêm chủng xã Hải Đường.mp3'.normalize('NFC')),
  named('name-nfd', 'Thông báo tiêm chủng xã Hải Đường.mp3'.normalize('NFD')),
  named('name-emoji', '📢 loa phường 🎶.mp3'),
  named('name-right-to-left', 'a\u202E3pm.exe'),
  named('name-like-an-option', '-i.mp3'),
  named('name-like-a-pattern', 'tin-%03d.mp3'),
  named('name-like-a-host', 'http:127.0.0.1.mp3'),
  named('name-like-a-protocol', 'concat:a|b.mp3'),
  named('name-like-a-pipe', 'pipe:0'),
  named('name-like-a-shell', '$(touch owned);`id`.mp3'),
  named('name-with-quotes', `"'\\.mp3`),
  named('name-with-a-line', 'dòng một\ndòng hai.mp3'),
  named('name-with-spaces', '  hai   ba  .mp3 '),
  named('name-of-dots', '...mp3'),
  named('name-long', `${'dài-'.repeat(40)}.mp3`),
];
