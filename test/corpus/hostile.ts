import type { Entry } from './entry.ts';

/** What a hostile file may try to reach; all of it must stay untouched. */
export interface Bait {
  /** Path of a sound file that nobody has uploaded. */
  canaryFile: string;
  /** Address of a listening port. */
  url: string;
}

type Write = (bait: Bait) => Buffer | string;

const refused = (name: string, fileName: string, write: Write) => ({ name, fileName, write });

const hls = (target: string, more = '') =>
  `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n${more}#EXTINF:9,\n${target}\n#EXT-X-ENDLIST\n`;

const sdp = (host: string) =>
  `v=0\no=- 0 0 IN IP4 ${host}\ns=x\nc=IN IP4 ${host}\nt=0 0\nm=audio 5004 RTP/AVP 0\n`;

const dash = (target: string) =>
  `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" ` +
  `mediaPresentationDuration="PT9S"><Period><AdaptationSet mimeType="audio/mp4"><Representation ` +
  `id="a"><BaseURL>${target}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>`;

const box = (type: string, ...parts: Buffer[]) => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
};
const words = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32BE(value, at * 4));
  return bytes;
};

/** A QuickTime film whose samples lie in another file, by alias and by URL. */
function filmElsewhere(reference: Buffer): Buffer {
  const entry = Buffer.concat([
    ...[words(0), Buffer.from([0, 0, 0, 1]), words(0, 0), Buffer.from([0, 1, 0, 16])],
    ...[words(0), words((44_100 << 16) >>> 0)],
  ]);
  const table = box(
    'stbl',
    box('stsd', words(0, 1), box('sowt', entry)),
    box('stts', words(0, 1, 44_100, 1)),
    box('stsc', words(0, 1, 1, 44_100, 1)),
    box('stsz', words(0, 2, 44_100)),
    box('stco', words(0, 1, 44)),
  );
  const information = box(
    'minf',
    box('smhd', words(0, 0)),
    box('dinf', box('dref', words(0, 1), reference)),
    table,
  );
  const media = box(
    'mdia',
    box('mdhd', words(0, 0, 0, 44_100, 44_100, 0)),
    box('hdlr', words(0), Buffer.from('mhlrsoun'), words(0, 0, 0)),
    information,
  );
  const header = box('tkhd', words(15, 0, 0, 1, 0, 44_100, 0, 0, 0, 0x0100_0000), Buffer.alloc(44));
  const movie = box('mvhd', words(0, 0, 0, 44_100, 44_100, 0x1_0000), Buffer.alloc(76));
  return Buffer.concat([
    box('ftyp', Buffer.from('qt  '), words(0), Buffer.from('qt  ')),
    box('moov', movie, box('trak', header, media)),
  ]);
}

function alias(path: string): Buffer {
  const record = Buffer.alloc(150);
  record.writeUInt16BE(150, 4);
  const name = Buffer.from(path);
  const tag = Buffer.alloc(4);
  tag.writeInt16BE(2, 0);
  tag.writeInt16BE(name.length, 2);
  const absolute = Buffer.from([0, 18, 0, name.length]);
  const end = Buffer.from([0xff, 0xff, 0, 0]);
  return box('alis', words(0), record, tag, name, absolute, name, end);
}

/** A compressed sound of a few bytes that promises to last for weeks. */
function endlessFlac(): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(4_096, 0);
  info.writeUInt16BE(4_096, 2);
  // 44,100 Hz, one channel, 16 bit, 2^36 - 1 samples.
  info.set([0x0a, 0xc4, 0x40, 0xff, 0xff, 0xff, 0xff, 0xff], 10);
  return Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, 34]), info]);
}

const attempts = [
  refused('hls-to-a-file', 'a.m3u8', ({ canaryFile }) => hls(canaryFile)),
  refused('hls-to-a-file-url', 'a.m3u8', ({ canaryFile }) => hls(`file://${canaryFile}`)),
  refused('hls-to-a-host', 'a.m3u8', ({ url }) => hls(`${url}/a.ts`)),
  refused('hls-called-mp3', 'a.mp3', ({ url }) => hls(`${url}/a.mp3`)),
  refused('hls-with-a-key', 'a.mp3', ({ url, canaryFile }) =>
    hls(canaryFile, `#EXT-X-KEY:METHOD=AES-128,URI="${url}/key"\n`),
  ),
  refused(
    'hls-of-hls',
    'a.m3u8',
    ({ url }) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${url}/b.m3u8\n`,
  ),
  refused('hls-behind-a-tag', 'a.mp3', ({ url }) =>
    Buffer.concat([
      Buffer.from('ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000'),
      Buffer.from(hls(`${url}/a`)),
    ]),
  ),
  refused('m3u', 'a.m3u', ({ url, canaryFile }) => `${canaryFile}\n${url}/a.mp3\n`),
  refused('pls', 'a.pls', ({ url }) => `[playlist]\nFile1=${url}/a.mp3\nNumberOfEntries=1\n`),
  refused(
    'asx',
    'a.asx',
    ({ url }) => `<asx version="3.0"><entry><ref href="${url}/a"/></entry></asx>`,
  ),
  refused(
    'concat-file',
    'a.mp3',
    ({ canaryFile }) => `ffconcat version 1.0\nfile '${canaryFile}'\n`,
  ),
  refused('concat-host', 'a.txt', ({ url }) => `ffconcat version 1.0\nfile '${url}/a.mp3'\n`),
  refused(
    'concat-subfile',
    'a.mp3',
    ({ canaryFile }) => `ffconcat version 1.0\nfile 'subfile,,start,0,end,0,,:${canaryFile}'\n`,
  ),
  refused('sdp', 'a.sdp', () => sdp('127.0.0.1')),
  refused('sdp-called-wav', 'a.wav', () => sdp('127.0.0.1')),
  refused('dash-file', 'a.mpd', ({ canaryFile }) => dash(canaryFile)),
  refused('dash-host', 'a.mp4', ({ url }) => dash(`${url}/a.mp4`)),
  refused(
    'smooth-streaming',
    'a.ism',
    ({ url }) =>
      `<SmoothStreamingMedia Url="${url}"><StreamIndex Type="audio"/></SmoothStreamingMedia>`,
  ),
  refused('ffmetadata', 'a.mp3', ({ canaryFile }) => `;FFMETADATA1\ntitle=${canaryFile}\n`),
  refused('real-media-reference', 'a.ram', ({ url }) => `rtsp://${url.slice(7)}/a.rm\n`),
  refused('subtitles', 'a.srt', () => '1\n00:00:01,000 --> 00:00:04,000\nXin chào\n'),
  refused(
    'image-list',
    'a.svg',
    ({ canaryFile, url }) =>
      `<svg xmlns="http://www.w3.org/2000/svg"><image href="${url}/a.png"/><image href="${canaryFile}"/></svg>`,
  ),
  refused('mov-alias', 'a.mov', ({ canaryFile }) => filmElsewhere(alias(canaryFile))),
  refused('mov-url', 'a.mov', ({ url }) =>
    filmElsewhere(box('url ', words(0), Buffer.from(`${url}/a.wav\0`))),
  ),
  refused('mov-reference-movie', 'a.mov', ({ url }) =>
    Buffer.concat([
      box('ftyp', Buffer.from('qt  '), words(0)),
      box(
        'moov',
        box(
          'rmra',
          box(
            'rmda',
            box(
              'rdrf',
              words(0),
              Buffer.from('url '),
              words(url.length + 1),
              Buffer.from(`${url}\0`),
            ),
          ),
        ),
      ),
    ]),
  ),
  refused('flac-bomb', 'a.flac', endlessFlac),
  refused('lavfi', 'a.txt', () => 'sine=f=500:d=100000'),
  refused('aviindex', 'a.avs', ({ canaryFile }) => `DirectShowSource("${canaryFile}")\n`),
  refused('mxf-of-nothing', 'a.mxf', () => Buffer.from('060e2b34020501010d01020101020400', 'hex')),
];

/** Files that try to make us read another file, call a host, or work for ever. */
export function hostileFiles(bait: Bait): Entry[] {
  return attempts.map(({ name, fileName, write }) => ({
    name,
    fileName,
    recipe: { bytes: () => Buffer.from(write(bait)) },
    expected: { refused: ['not_audio', 'damaged_audio', 'audio_too_long', 'audio_too_short'] },
  }));
}
