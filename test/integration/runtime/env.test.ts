import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readEnv, secret } from '../../../runtime/env.ts';

const schema = z.object({ LOA_KEY: secret(z.string().min(8).optional()) });

describe('readEnv', () => {
  it('reads a secret from a file, and only one of the two places', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'loa-env-')), 'key');
    writeFileSync(file, 'a long secret\n');
    const env = { LOA_KEY_FILE: file };
    expect(readEnv(schema, env).LOA_KEY).toBe('a long secret');
    expect(() => readEnv(schema, { ...env, LOA_KEY: 'another secret' })).toThrow('set one of them');
    expect(() => readEnv(schema, { LOA_KEY_FILE: '/nowhere/key' })).toThrow('cannot be read');
  });
});
