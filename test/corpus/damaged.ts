import type { Entry, Expected, Recipe } from './entry.ts';

const changed = (
  name: string,
  of: string,
  change: (bytes: Buffer) => Buffer,
  expected: Expected,
): Entry => ({ name, fileName: `${name}.bin`, recipe: { of, change }, expected });

const first = (share: number) => (bytes: Buffer) =>
  bytes.subarray(0, Math.floor(bytes.length * share));

const poke = (edit: (bytes: Buffer) => void) => (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  edit(copy);
  return copy;
};

const damaged: Expected = { refused: ['damaged_audio', 'not_audio'] };

const whole = ['mp3-128k-joint', 'wav-s16', 'flac', 'm4a-aac', 'aiff-s16', 'webm-opus'];

const cutShort: Entry[] = whole.map((of) => changed(`${of}-cut-short`, of, first(0.3), damaged));
const headsOnly: Entry[] = [...whole, 'caf-s16', 'opus-24k', 'ogg-vorbis', 'wma-v2'].map((of) =>
  changed(`${of}-head-only`, of, (bytes) => bytes.subarray(0, 40), damaged),
);

const samplesAt = (bytes: Buffer) => bytes.indexOf('data') + 8;

const float = (value: number) =>
  poke((bytes) => {
    for (let at = samplesAt(bytes) + 20_000; at < samplesAt(bytes) + 20_400; at += 4)
      bytes.writeFloatLE(value, at);
  });

const lie = (field: number, width: 2 | 4, value: number) =>
  poke((bytes) => {
    const at = bytes.indexOf('fmt ') + 8 + field;
    if (width === 2) bytes.writeUInt16LE(value, at);
    else bytes.writeUInt32LE(value, at);
  });

const wavLies: Entry[] = [
  changed('wav-says-1-hz', 'wav-s16', lie(4, 4, 1), { refused: 'not_audio' }),
  changed('wav-says-4-ghz', 'wav-s16', lie(4, 4, 0xffff_ffff), damaged),
  changed('wav-says-0-channels', 'wav-s16', lie(2, 2, 0), damaged),
  changed('wav-says-65535-channels', 'wav-s16', lie(2, 2, 65_535), damaged),
  changed('wav-says-unknown-codec', 'wav-s16', lie(0, 2, 0x7abc), damaged),
  changed('wav-says-no-bits', 'wav-s16', lie(14, 2, 0), {
    refused: ['damaged_audio', 'not_audio', 'audio_too_short', 'audio_too_long', 'silent_audio'],
  }),
  changed(
    'wav-without-end',
    'wav-s16',
    poke((bytes) => {
      bytes.writeUInt32LE(0xffff_ffff, bytes.indexOf('data') + 4);
    }),
    { findings: [] },
  ),
  changed('wav-not-a-number', 'wav-f32', float(NaN), { refused: 'damaged_audio' }),
  changed('wav-infinite', 'wav-f32', float(Infinity), { refused: 'damaged_audio' }),
  changed('wav-huge-samples', 'wav-f32', float(1e30), {
    refused: ['damaged_audio', 'silent_audio'],
  }),
];

const ragged: Entry[] = [
  // Its reader takes the length from what is there.
  changed('caf-s16-cut-short', 'caf-s16', first(0.6), { findings: ['decode_errors'] }),
  changed(
    'mp3-with-a-broken-frame',
    'mp3-128k-joint',
    poke((bytes) => {
      bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 300);
    }),
    { findings: ['decode_errors'] },
  ),
  changed(
    'mp3-with-a-broken-middle',
    'mp3-128k-joint',
    poke((bytes) => {
      bytes.fill(0x55, bytes.length >> 2, (bytes.length >> 2) * 3);
    }),
    damaged,
  ),
  changed(
    'mp3-behind-garbage',
    'mp3-128k-joint',
    (bytes) => Buffer.concat([Buffer.alloc(2_000, 0x11), bytes]),
    { findings: [] },
  ),
  changed(
    'mp3-before-garbage',
    'mp3-128k-joint',
    (bytes) => Buffer.concat([bytes, Buffer.alloc(2_000, 0x11)]),
    { findings: ['decode_errors'] },
  ),
  changed('mp3-twice', 'mp3-64k-mono', (bytes) => Buffer.concat([bytes, bytes]), {
    findings: ['decode_errors'],
  }),
  changed('ogg-twice', 'opus-24k', (bytes) => Buffer.concat([bytes, bytes]), {
    findings: ['decode_errors'],
  }),
  changed('flac-with-id3', 'flac', (bytes) => Buffer.concat([id3(5_000), bytes]), {
    findings: [],
  }),
  changed(
    'mp3-behind-50-mb-of-id3',
    'mp3-64k-mono',
    (bytes) => Buffer.concat([id3(50_000_000), bytes]),
    { findings: [] },
  ),
  changed(
    'mp3-with-id3-that-lies',
    'mp3-64k-mono',
    (bytes) => Buffer.concat([id3(5_000, 200_000_000), bytes]),
    {
      refused: ['damaged_audio', 'not_audio'],
    },
  ),
];

/** An ID3v2.3 tag with one long picture or whatever it may be. */
function id3(bytes: number, promised = bytes): Buffer {
  const tag = Buffer.alloc(10 + bytes, 0x20);
  tag.write('ID3\u0003\u0000\u0000', 0, 'latin1');
  const sevens = [21, 14, 7, 0].map((shift) => (promised >> shift) & 0x7f);
  sevens.forEach((value, at) => tag.writeUInt8(value, 6 + at));
  tag.write('PRIV', 10, 'latin1');
  tag.writeUInt32BE(bytes - 10, 14);
  tag.writeUInt16BE(0, 18);
  return tag;
}

const bytes = (name: string, fileName: string, make: () => Buffer): Entry => ({
  name,
  fileName,
  recipe: { bytes: make } satisfies Recipe,
  expected: { refused: name === 'empty' ? 'empty_file' : ['not_audio', 'damaged_audio'] },
});

const foreign: Entry[] = [
  bytes('empty', 'trống.mp3', () => Buffer.alloc(0)),
  bytes('one-byte', 'a.mp3', () => Buffer.from([0xff])),
  bytes('zeros', 'a.wav', () => Buffer.alloc(100_000)),
  bytes('ones', 'a.mp3', () => Buffer.alloc(100_000, 0xff)),
  bytes('text', 'thông báo.mp3', () => Buffer.from('Kính thưa toàn thể nhân dân.\n'.repeat(500))),
  bytes('web-page', 'a.mp3', () => Buffer.from('<!doctype html><audio src="x.mp3">'.repeat(90))),
  bytes('zip', 'a.docx', () =>
    Buffer.from(`PK\u0003\u0004${'\u0014\u0000word/'.repeat(900)}`, 'latin1'),
  ),
  bytes('program', 'a.wav', () =>
    Buffer.from(`\u007fELF${'\u0002\u0001'.repeat(4_000)}`, 'latin1'),
  ),
  bytes('script', 'a.wav', () => Buffer.from('#!/bin/sh\ntouch /tmp/owned\n')),
  bytes('riff-of-nothing', 'a.wav', () =>
    Buffer.from('RIFF\u0000\u0000\u0000\u0000WAVE', 'latin1'),
  ),
];

/** Files that broke on the way, lie about themselves, or never held sound. */
export const damagedFiles: readonly Entry[] = [
  ...cutShort,
  ...headsOnly,
  ...wavLies,
  ...ragged,
  ...foreign,
];
