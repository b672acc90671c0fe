import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keysObject } from '../../contract/station/objects.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import type { Identity } from '../enrol/enrol.ts';
import { createServerLink } from '../link/server-link.ts';

const line = z.object({ endpointId: z.string(), secret: z.string(), keys: keysObject });

/** An endpoint of the fleet and the keys that it trusts. */
export type Member = z.output<typeof line>;

const atOnce = 8;

/**
 * The fleet's members as its folder knows them, and those that are paired with new codes, each line one code;
 * they are remembered there.
 * @throws Refusal when the server does not take a code
 */
export async function readMembers(
  folder: string,
  given: { server: string; codes: string | null },
  signal: AbortSignal,
): Promise<Member[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'endpoints.jsonl');
  const known = existsSync(file) ? await readFile(file, 'utf8') : '';
  const members = known
    .split('\n')
    .filter(Boolean)
    .map((text) => line.parse(JSON.parse(text)));
  const codes = given.codes === null ? [] : await codesIn(given.codes);
  for (let at = 0; at < codes.length; at += atOnce) {
    const some = codes.slice(at, at + atOnce);
    const paired = await Promise.all(some.map((code) => pair(given.server, code, signal)));
    const lines = paired.map((member) => `${JSON.stringify(member)}\n`).join('');
    await appendFile(file, lines, { mode: 0o600 });
    members.push(...paired);
  }
  return members;
}

async function codesIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return text.split(/\s+/).filter(Boolean);
}

async function pair(server: string, code: string, signal: AbortSignal): Promise<Member> {
  const secret = randomToken();
  const identity: Identity = { endpointId: '', secret };
  const link = createServerLink({ server, credentials: () => identity });
  const { endpointId, keys } = await link.enrol({ code, secretSha256: sha256(secret) }, signal);
  return { endpointId, secret, keys };
}
