import type { Entry } from './entry.ts';

const film = (name: string, extension: string, options: string): Entry => ({
  name,
  fileName: `${name}.${extension}`,
  recipe: { sound: 'film', options: options.split(' ') },
  expected: { findings: ['has_picture'], kind: 'music' },
});

const cover = (name: string, extension: string, options: string): Entry => ({
  name,
  fileName: `${name}.${extension}`,
  recipe: {
    sound: 'long-tone',
    options: [
      ...['-f', 'lavfi', '-i', 'testsrc=s=64x64:d=0.04', '-map', '0:a', '-map', '1:v'],
      ...options.split(' '),
      ...['-frames:v', '1', '-disposition:v', 'attached_pic'],
    ],
  },
  expected: { findings: ['has_picture'] },
});

/** Sound beside pictures, and pictures without sound. */
export const films: readonly Entry[] = [
  film('film-mp4', 'mp4', '-c:v libx264 -c:a aac'),
  film('film-mov', 'mov', '-c:v mjpeg -c:a pcm_s16le'),
  film('film-mkv', 'mkv', '-c:v libx264 -c:a libvorbis'),
  film('film-webm', 'webm', '-c:v libvpx -c:a libopus'),
  film('film-avi', 'avi', '-c:v mpeg4 -c:a libmp3lame'),
  film('film-3gp', '3gp', '-c:v h263 -s 128x96 -c:a aac -ar 16000 -ac 1'),
  film('film-ts', 'ts', '-c:v mpeg2video -r 25 -c:a mp2'),
  film('film-mpg', 'mpg', '-c:v mpeg1video -r 25 -c:a mp2'),
  film('film-flv', 'flv', '-c:v flv -c:a libmp3lame -ar 44100'),
  film('film-wmv', 'wmv', '-c:v wmv2 -c:a wmav2'),
  cover('cover-mp3', 'mp3', '-c:v mjpeg -c:a libmp3lame'),
  cover('cover-png-mp3', 'mp3', '-c:v png -c:a libmp3lame'),
  cover('cover-m4a', 'm4a', '-c:v mjpeg -c:a aac'),
  cover('cover-flac', 'flac', '-c:v png -c:a flac'),
  {
    name: 'film-without-sound',
    fileName: 'câm.mp4',
    recipe: { sound: 'picture', options: ['-c:v', 'libx264'] },
    expected: { refused: 'not_audio' },
  },
  {
    name: 'animation',
    fileName: 'a.gif',
    recipe: { sound: 'picture', options: [] },
    expected: { refused: 'not_audio' },
  },
  {
    name: 'photo',
    fileName: 'a.jpg',
    recipe: { sound: 'picture', options: ['-frames:v', '1'] },
    expected: { refused: 'not_audio' },
  },
  {
    name: 'drawing',
    fileName: 'a.png',
    recipe: { sound: 'picture', options: ['-frames:v', '1'] },
    expected: { refused: 'not_audio' },
  },
];
