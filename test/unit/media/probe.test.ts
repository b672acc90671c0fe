import { describe, expect, it } from 'vitest';
import { parseProbe } from '../../../media/probe.ts';

const sound = {
  codec_type: 'audio',
  codec_name: 'mp3',
  sample_rate: '44100',
  channels: 2,
  duration: '12.5',
};
const json = (value: unknown) => JSON.stringify(value);

describe('parseProbe', () => {
  it('reads the first sound stream, whatever stands before it', () => {
    const streams = [{ codec_type: 'video', codec_name: 'mjpeg' }, sound];
    expect(parseProbe(json({ streams, format: { format_name: 'mp3' } }), [])).toEqual({
      format: 'mp3',
      codec: 'mp3',
      sampleRate: 44_100,
      channels: 2,
      hasPicture: true,
      promisedMs: 12_500,
      roughMs: 12_500,
    });
  });

  it('takes a guessed length for no promise', () => {
    const complaint =
      '[mp3 @ 0x1] [warning] Estimating duration from bitrate, this may be inaccurate';
    const found = parseProbe(json({ streams: [sound] }), [complaint]);
    expect(found).toMatchObject({ promisedMs: undefined, roughMs: 12_500 });
  });

  it('falls back to the length of the container', () => {
    const streams = [{ ...sound, duration: undefined }];
    const found = parseProbe(json({ streams, format: { duration: '7' } }), []);
    expect(found?.promisedMs).toBe(7_000);
    expect(parseProbe(json({ streams }), [])?.promisedMs).toBeUndefined();
  });

  it.each([
    {},
    { streams: 'none' },
    { streams: [null] },
    { streams: [{ codec_type: 'video' }] },
    { streams: [{ ...sound, channels: 0 }] },
    { streams: [{ ...sound, sample_rate: 'x' }] },
  ])('finds no sound in %j', (value) => {
    expect(parseProbe(json(value), [])).toBeUndefined();
  });

  it('finds no sound in rates and numbers of channels that nobody records', () => {
    for (const odd of [{ sample_rate: '1' }, { sample_rate: '4294967295' }, { channels: 255 }])
      expect(parseProbe(json({ streams: [{ ...sound, ...odd }] }), [])).toBeUndefined();
  });

  it('finds no sound in what is no JSON', () => {
    expect(parseProbe('{"streams": [', [])).toBeUndefined();
  });
});
