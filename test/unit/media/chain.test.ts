import { describe, expect, it } from 'vitest';
import * as chain from '../../../media/chain.ts';
import { mp3Flat128k, mp3Horn48k, profiles } from '../../../media/profile.ts';

const levels: chain.Levels = {
  mix: 'average',
  span: { start: 4_800, end: 48_000 },
  preGainDb: 1.234,
  gainDb: 3.456,
  limiterDb: -2.5,
};

describe('renderArguments', () => {
  it('mixes to mono without adding 3 dB, shapes, cuts, fades, presses, lifts, limits and encodes', () => {
    const args = chain.renderArguments(mp3Horn48k, 2, levels);
    expect(args[args.indexOf('-af') + 1]?.split(',')).toEqual([
      'aformat=sample_fmts=fltp',
      'pan=mono|c0=0.500000*c0+0.500000*c1',
      'aresample=24000',
      'highpass=f=250',
      'lowpass=f=7000',
      'atrim=start_sample=4800:end_sample=48000',
      'asetpts=N/SR/TB',
      'afade=t=in:ns=360',
      'afade=t=out:ss=42840:ns=360',
      'volume=1.23dB',
      expect.stringMatching(/^acompressor=threshold=-22dB:ratio=2:attack=160:release=160:/),
      'volume=3.46dB',
      'aresample=48000',
      'alimiter=limit=-2.50dB:level=0:attack=1:release=5:latency=1',
      'aresample=24000',
    ]);
    expect(args.join(' ')).toContain('-c:a libmp3lame -reservoir 0 -b:a 48000 -f mp3');
  });

  it('leaves the dynamics of a flat profile alone, and what is to be heard of its spectrum', () => {
    const args = chain.renderArguments(mp3Flat128k, 2, levels).join(' ');
    expect(args).toContain('highpass=f=15,');
    expect(args).not.toMatch(/lowpass|acompressor/);
  });

  it('takes no picture, no other stream and no names along', () => {
    const args = chain.renderArguments(mp3Horn48k, 1, levels).join(' ');
    expect(args).toContain('-map 0:a:0 -map_metadata -1 -map_chapters -1');
    expect(args).toContain('-fflags +bitexact -flags:a +bitexact');
  });

  it('has no option with a space, which fluent-ffmpeg would cut in two', () => {
    for (const profile of Object.values(profiles))
      for (const arg of chain.renderArguments(profile, 6, levels)) expect(arg).not.toMatch(/\s/);
  });

  it('can take one channel alone, and weighs any number of channels equally', () => {
    const right = chain.renderArguments(mp3Horn48k, 2, { ...levels, mix: 1 }).join(' ');
    expect(right).toContain('pan=mono|c0=c1,');
    const three = chain.renderArguments(mp3Horn48k, 3, levels).join(' ');
    expect(three).toContain('c0=0.333333*c0+0.333333*c1+0.333333*c2,');
  });
});

describe('measureArguments', () => {
  const options = { channels: 1, mix: 'average', cut: null, isAnalysisWanted: true } as const;

  it('measures the same chain before any gain, in one decode', () => {
    const args = chain.measureArguments(mp3Horn48k, options).join(' ');
    expect(args).toContain('aresample=24000,highpass=f=250,lowpass=f=7000,ebur128@shaped');
    expect(args).not.toMatch(/alimiter|acompressor/);
    expect(args.match(/\[0:a:0\]/g)).toHaveLength(1);
  });

  it('measures of a cut what will be heard, and of the source everything', () => {
    const cut = { startMs: 1_000, endMs: 2_500 };
    const args = chain.measureArguments(mp3Horn48k, { ...options, cut }).join(' ');
    expect(args).toContain('atrim=start_sample=24000:end_sample=60000');
    expect(args.match(/atrim/g)).toHaveLength(1);
  });

  it('spares the meter of the source where nobody asks for it', () => {
    const args = chain.measureArguments(mp3Horn48k, { ...options, isAnalysisWanted: false });
    expect(args.join(' ')).not.toContain('ebur128@source');
  });
});
