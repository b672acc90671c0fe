import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../runtime/env.ts';
import { readServerConfig } from '../../../server/config.ts';

const least = { REDIS_URL: 'redis://127.0.0.1:6379' };

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readServerConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ variable }) => variable);
  }
}

describe("the server's configuration", () => {
  it('is complete with nothing but Redis', () => {
    expect(readServerConfig(least)).toMatchObject({
      port: 8080,
      url: null,
      zone: 'Asia/Ho_Chi_Minh',
      trustProxy: [],
      outboundAllow: [],
      redis: { url: least.REDIS_URL, queuePrefix: 'loa' },
      uploadLimitBytes: 500 * 1024 * 1024,
      pushAt: '20:00',
      checkAnswers: false,
    });
  });

  it('takes lists, and addresses with or without a slash', () => {
    const env = {
      ...least,
      LOA_URL: 'https://loa.example/',
      LOA_TRUST_PROXY: '10.0.0.1, 192.168.0.0/16,::1',
      LOA_OUTBOUND_ALLOW: '10.0.0.0/8',
    };
    expect(readServerConfig(env)).toMatchObject({
      url: 'https://loa.example',
      trustProxy: ['10.0.0.1', '192.168.0.0/16', '::1'],
      outboundAllow: ['10.0.0.0/8'],
    });
  });

  it('names every fault at once', () => {
    const env = {
      LOA_PORT: '70000',
      LOA_ZONE: 'Asia/Nowhere',
      LOA_URL: 'ftp://loa',
      LOA_TRUST_PROXY: 'true',
      LOA_PUSH_AT: '25:00',
      LOA_UPLOAD_LIMIT_MB: 'viel',
    };
    expect(faultsOf(env).sort()).toEqual([...Object.keys(env), 'REDIS_URL'].sort());
  });

  it('lists the voices of the engine that speaks', () => {
    const speechOf = (env: NodeJS.ProcessEnv) =>
      readServerConfig({ REDIS_URL: 'unix:/r.sock', ...env }).speech;
    const usual = speechOf({});
    expect(usual.engine).toBe('espeak-ng');
    expect(usual.voices.map(({ id }) => id)).toEqual(['vi', 'vi-vn-x-central', 'vi-vn-x-south']);
    const own = { LOA_SPEECH_URL: 'http://noi.local', LOA_SPEECH_VOICES: 'mai=Giọng Mai, nam' };
    expect(speechOf(own)).toEqual({
      engine: 'http://noi.local',
      voices: [
        { id: 'mai', name: 'Giọng Mai' },
        { id: 'nam', name: 'nam' },
      ],
    });
    for (const voices of ['mai=Mai,', 'mai,mai', '--help=Mai', ','])
      expect(faultsOf({ LOA_SPEECH_VOICES: voices })).toContain('LOA_SPEECH_VOICES');
  });
});
