import type { FindingCode } from '../../core/recording/findings.ts';
import type { MediaErrorCode } from '../../media/media-error.ts';
import type { Entry, Expected } from './entry.ts';

const filtered = (name: string, sound: string, filter: string, expected: Expected): Entry => ({
  name,
  fileName: `${name}.flac`,
  recipe: { sound, options: ['-af', filter] },
  expected,
});

const speech = (name: string, filter: string, ...findings: FindingCode[]) =>
  filtered(name, 'long-speech', filter, { findings, kind: 'speech' });

const refused = (name: string, sound: string, filter: string, code: MediaErrorCode) =>
  filtered(name, sound, filter, { refused: code });

/** Sound that is whole, but was recorded well or badly. */
export const soundFaults: readonly Entry[] = [
  speech('speech-as-spoken', 'anull'),
  speech('speech-at-minus-6', 'volume=-6dB'),
  speech('speech-at-minus-12', 'volume=-12dB'),
  speech('speech-far-from-the-microphone', 'volume=-22dB', 'very_quiet'),
  speech('speech-very-far', 'volume=-30dB', 'very_quiet'),
  refused('speech-out-of-earshot', 'long-speech', 'volume=-60dB', 'silent_audio'),
  speech('speech-clipped', 'volume=12dB', 'clipped'),
  speech('speech-clipped-hard', 'volume=24dB', 'clipped'),
  speech('speech-with-offset', 'volume=-6dB,dcshift=0.1', 'dc_offset'),
  speech('speech-with-negative-offset', 'volume=-6dB,dcshift=-0.2', 'dc_offset'),
  speech('speech-in-room-noise', 'aeval=val(0)+0.004*(random(0)-0.5)'),
  speech('speech-in-wind', 'aeval=val(0)+0.35*(random(0)-0.5)', 'noisy'),
  speech('speech-with-lead', 'adelay=1500', 'leading_silence'),
  speech('speech-with-tail', 'apad=pad_dur=2.5', 'trailing_silence'),
  speech('speech-with-both', 'adelay=1500,apad=pad_dur=2.5', 'leading_silence', 'trailing_silence'),
  speech(
    'speech-with-a-gap',
    'asplit[a][b];[b]adelay=9500[c];[a][c]amix=2:normalize=0',
    'inner_silence',
  ),
  speech('speech-through-telephone', 'highpass=f=300,lowpass=f=3400'),
  speech('speech-through-echo', 'aecho=0.8:0.9:60:0.3'),
  speech('speech-that-grows', "volume='0.02+0.2*t':eval=frame"),
  filtered('music-as-played', 'music', 'anull', { findings: [], kind: 'music' }),
  filtered('music-at-minus-20', 'music', 'volume=-12dB', { findings: [], kind: 'music' }),
  filtered('music-fading', 'music', 'afade=t=in:d=1,afade=t=out:st=2.5:d=1.5', { findings: [] }),
  filtered('noise', 'pink-noise', 'anull', { findings: [], kind: 'music' }),
  filtered('noise-at-full-scale', 'pink-noise', 'volume=20dB', {
    findings: ['clipped', 'dc_offset'],
  }),
  filtered('tone', 'tone', 'anull', { findings: [], kind: 'music' }),
  filtered('whistle', 'whistle', 'anull', { findings: ['near_silence', 'little_speech_band'] }),
  filtered('hum-only', 'hum', 'anull', { findings: ['little_speech_band'], kind: 'music' }),
  refused('silence', 'silence', 'anull', 'silent_audio'),
  refused('offset-only', 'silence', 'dcshift=0.3', 'silent_audio'),
  refused('hiss-only', 'silence', 'aeval=0.0005*(random(0)-0.5)', 'silent_audio'),
  refused('too-short', 'tone', 'atrim=end=0.3', 'audio_too_short'),
  filtered('one-sample', 'tone', 'atrim=end_sample=1', {
    refused: ['audio_too_short', 'damaged_audio'],
  }),
  refused('too-long', 'silence', 'apad=whole_dur=61', 'audio_too_long'),
  refused('a-day-of-silence', 'silence', 'aresample=8000,apad=whole_dur=86400', 'audio_too_long'),
  filtered('click-in-silence', 'tone', 'atrim=end=0.02,apad=whole_dur=4,adelay=2000', {
    refused: 'silent_audio',
  }),
];
