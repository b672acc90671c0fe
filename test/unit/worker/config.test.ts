import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../runtime/env.ts';
import { readWorkerConfig } from '../../../worker/config.ts';

describe('readWorkerConfig', () => {
  it('finds the media folder below the data folder and splits the allowed networks', () => {
    const env = {
      REDIS_URL: 'unix:/r.sock',
      LOA_DATA: '/srv/loa',
      LOA_OUTBOUND_ALLOW: '10.0.0.0/8, fc00::/7',
    };
    expect(readWorkerConfig(env)).toEqual({
      mediaFolder: '/srv/loa/media',
      outboundAllow: ['10.0.0.0/8', 'fc00::/7'],
      redis: { url: 'unix:/r.sock', queuePrefix: 'loa' },
      logLevel: 'info',
      speech: { engine: 'espeak-ng' },
    });
  });

  it('takes another engine of speech, a program before an address', () => {
    const speechOf = (env: NodeJS.ProcessEnv) =>
      readWorkerConfig({ REDIS_URL: 'unix:/r.sock', ...env }).speech;
    const http = { LOA_SPEECH_URL: 'http://noi.local/doc', LOA_SPEECH_TOKEN: 'kin' };
    expect(speechOf(http)).toEqual({ engine: 'http', url: 'http://noi.local/doc', token: 'kin' });
    const words = ['noi', '--in={text-file}', '{output}'];
    const both = { ...http, LOA_SPEECH_COMMAND: JSON.stringify(words) };
    expect(speechOf(both)).toEqual({ engine: 'command', words });
  });

  it.each(['noi {text-file} {output}', '["noi", "{output}"]', '[]', '["{voice}", 1]', '{}'])(
    'refuses %s as a command',
    (command) => {
      const env = { REDIS_URL: 'unix:/r.sock', LOA_SPEECH_COMMAND: command };
      expect(() => readWorkerConfig(env)).toThrow('LOA_SPEECH_COMMAND');
    },
  );

  it('names every fault', () => {
    const env = { LOA_OUTBOUND_ALLOW: 'everything', LOA_LOG_LEVEL: 'loud' };
    expect(() => readWorkerConfig(env)).toThrow(ConfigError);
    for (const name of ['REDIS_URL', 'LOA_OUTBOUND_ALLOW', 'LOA_LOG_LEVEL']) {
      expect(() => readWorkerConfig(env)).toThrow(name);
    }
  });
});
