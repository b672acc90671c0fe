import { describe, expect, it } from 'vitest';
import { parseStationArgs, stationOptions, UsageError } from '../../../station/args.ts';
import { stationUsage } from '../../../station/usage.ts';

const good = ['--server', 'https://loa.example', '--data', 'd', '--output', 'null'];
const without = (name: string) => good.filter((_, i) => good[i] !== name && good[i - 1] !== name);

describe('the command line of an agent', () => {
  it.each(Object.keys(stationOptions))('tells of --%s how it is used', (name) => {
    expect(stationUsage).toMatch(new RegExp(`--${name} `));
  });

  it('reads what it needs and fills in the rest', () => {
    expect(parseStationArgs(good)).toEqual({
      isInsecureHttp: false,
      server: 'https://loa.example',
      code: null,
      data: 'd',
      output: { to: 'null' },
      pollSeconds: 60,
      usb: null,
      diskLimitBytes: null,
      outboundAllow: [],
      inputs: new Map(),
      isChimed: false,
      ear: null,
      hooks: { onPrepare: null, onIdle: null },
      stopInput: null,
      pagePort: null,
    });
    const wav = parseStationArgs([
      ...without('--output'),
      '--output',
      'wav:a/b.wav',
      '--wav-max=5',
    ]);
    expect(wav.output).toEqual({ to: 'wav', file: 'a/b.wav', limitMinutes: 5 });
  });

  it.each([
    ['alsa', { to: 'alsa', device: 'default' }],
    ['alsa:plughw:1,0', { to: 'alsa', device: 'plughw:1,0' }],
    ['pulse', { to: 'pulse', sink: null }],
    ['pulse:hall', { to: 'pulse', sink: 'hall' }],
    ['fifo:/run/loa/sound', { to: 'fifo', path: '/run/loa/sound' }],
  ])('knows the output %s', (text, choice) => {
    expect(parseStationArgs([...without('--output'), '--output', text]).output).toEqual(choice);
  });

  it.each(['http://127.0.0.1:8080/', 'http://localhost:8080', 'http://[::1]:8080'])(
    'takes %s, which never leaves the machine',
    (server) => {
      const { server: origin } = parseStationArgs([...without('--server'), '--server', server]);
      expect(origin).toBe(server.replace(/\/$/, ''));
    },
  );

  it('knows the microphone that hears the loudspeaker', () => {
    const { ear } = parseStationArgs([...good, '--ear', 'alsa:hw:2,0']);
    expect(ear).toEqual({ from: 'alsa', place: 'hw:2,0' });
    expect(() => parseStationArgs([...good, '--ear', 'hw:2,0'])).toThrow('--ear takes alsa:DEVICE');
  });

  it('knows the inputs of the device, and the inner networks that streams may come from', () => {
    const inputs = ['--input', 'line=hw:1,0', '--input', 'fm=plughw:CARD=Tuner'];
    const given = parseStationArgs([...good, ...inputs, '--outbound-allow', '10.1.0.0/16, ::1']);
    expect([...given.inputs]).toEqual([
      ['line', 'hw:1,0'],
      ['fm', 'plughw:CARD=Tuner'],
    ]);
    expect(given.outboundAllow).toEqual(['10.1.0.0/16', '::1']);
    for (const wrong of [
      ['--input', 'line'],
      ['--input', 'tape=hw:0'],
      ['--outbound-allow', 'radio.example'],
    ])
      expect(() => parseStationArgs([...good, ...wrong])).toThrow(UsageError);
  });

  it('takes http: to another machine only when told so', () => {
    const args = [...without('--server'), '--server', 'http://192.168.1.9'];
    expect(() => parseStationArgs(args)).toThrow(UsageError);
    expect(() =>
      parseStationArgs([...without('--server'), '--server', 'http://127.0.0.1.evil.example']),
    ).toThrow(UsageError);
    expect(parseStationArgs([...args, '--insecure-http']).server).toBe('http://192.168.1.9');
  });

  it.each([
    ['no server', without('--server')],
    ['no folder', without('--data')],
    ['no output', without('--output')],
    ['another scheme', [...without('--server'), '--server', 'ftp://x']],
    ['no address', [...without('--server'), '--server', 'loa']],
    ['a password in the address', [...without('--server'), '--server', 'https://a:b@loa.example']],
    ['an unknown option', [...good, '--volume', '11']],
    ['a word too many', [...good, 'now']],
    ['an unknown output', [...without('--output'), '--output', 'wav:']],
    ['no number', [...good, '--poll-seconds', 'often']],
    ['zero', [...good, '--poll-seconds', '0']],
  ])('refuses %s', (_, args) => {
    expect(() => parseStationArgs(args)).toThrow(UsageError);
  });
});
