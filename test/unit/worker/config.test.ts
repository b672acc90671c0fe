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
    });
  });

  it('names every fault', () => {
    const env = { LOA_OUTBOUND_ALLOW: 'everything', LOA_LOG_LEVEL: 'loud' };
    expect(() => readWorkerConfig(env)).toThrow(ConfigError);
    for (const name of ['REDIS_URL', 'LOA_OUTBOUND_ALLOW', 'LOA_LOG_LEVEL']) {
      expect(() => readWorkerConfig(env)).toThrow(name);
    }
  });
});
