import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, readEnv, secret } from '../../../runtime/env.ts';

const schema = z.object({
  LOA_PORT: z.coerce.number().int().max(65_535).default(8080),
  LOA_URL: z.url(),
  LOA_KEY: secret(z.string().min(8).optional()),
});

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readEnv(schema, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map(({ variable }) => variable);
  }
}

describe('readEnv', () => {
  it('takes defaults for unset and empty variables and freezes the result', () => {
    const config = readEnv(schema, { LOA_PORT: '', LOA_URL: 'http://loa.example' });
    expect(config).toEqual({ LOA_PORT: 8080, LOA_URL: 'http://loa.example' });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names all faults at once and never a value of a secret', () => {
    const env = { LOA_PORT: 'x', LOA_KEY: 'short' };
    expect(faultsOf(env)).toEqual(['LOA_PORT', 'LOA_URL', 'LOA_KEY']);
    expect(() => readEnv(schema, env)).not.toThrow(/short/);
    expect(() => readEnv(schema, env)).toThrow(/LOA_URL: is missing/);
  });

  it('does not read files for what is no secret', () => {
    expect(faultsOf({ LOA_URL_FILE: '/etc/hostname' })).toEqual(['LOA_URL']);
  });

  it('takes a transformed schema and makes its value', () => {
    const nested = schema.transform(({ LOA_PORT }) => ({ http: { port: LOA_PORT } }));
    expect(readEnv(nested, { LOA_URL: 'http://loa.example' })).toEqual({ http: { port: 8080 } });
  });
});
