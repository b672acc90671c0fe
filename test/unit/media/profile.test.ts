import { describe, expect, it } from 'vitest';
import * as profile from '../../../media/profile.ts';

const { mp3Horn48k } = profile;
const levels = { mix: 'average', gainDb: 3.456, limiterDb: -2.5 } as const;

describe('renderArguments', () => {
  it('mixes to mono without adding 3 dB, shapes, lifts, limits and encodes', () => {
    const args = profile.renderArguments(mp3Horn48k, 2, levels);
    expect(args[args.indexOf('-af') + 1]).toBe(
      'pan=mono|c0=0.500000*c0+0.500000*c1,aformat=sample_fmts=fltp,aresample=24000,' +
        'highpass=f=250,lowpass=f=7000,volume=3.46dB,' +
        'alimiter=limit=-2.50dB:level=0:attack=1:release=5:latency=1',
    );
    expect(args.join(' ')).toContain('-c:a libmp3lame -b:a 48000 -f mp3');
  });

  it('takes no picture, no other stream and no names along', () => {
    const args = profile.renderArguments(mp3Horn48k, 1, levels).join(' ');
    expect(args).toContain('-map 0:a:0 -map_metadata -1 -fflags +bitexact -flags:a +bitexact');
  });

  it('has no option with a space, which fluent-ffmpeg would cut in two', () => {
    for (const arg of profile.renderArguments(mp3Horn48k, 6, levels)) expect(arg).not.toMatch(/\s/);
  });

  it('can take the left channel alone, and weighs any number of channels equally', () => {
    const left = profile.renderArguments(mp3Horn48k, 2, { ...levels, mix: 'left' }).join(' ');
    expect(left).toContain('pan=mono|c0=c0,');
    const three = profile.renderArguments(mp3Horn48k, 3, levels).join(' ');
    expect(three).toContain('c0=0.333333*c0+0.333333*c1+0.333333*c2,');
  });
});

describe('analysisArguments', () => {
  it('measures the same chain before any gain', () => {
    const filters = profile.analysisArguments(mp3Horn48k, 1, 'average').at(-1);
    expect(filters).toContain('aresample=24000,highpass=f=250,lowpass=f=7000,ebur128');
    expect(filters).not.toContain('alimiter');
  });
});
