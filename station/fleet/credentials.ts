import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { keysObject } from '../../contract/station/objects.ts';
import type { Clock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { atMost } from '../../runtime/turns.ts';
import { createBell } from '../bell.ts';
import { persistPairing } from '../enrol/persist-pairing.ts';
import { createServerLink } from '../link/server-link.ts';

const line = z.object({ endpointId: z.string(), secret: z.string(), keys: keysObject });

/** An endpoint of the fleet and the keys that it trusts. */
export type Member = z.output<typeof line>;

/** What pairing takes. */
export interface PairingDeps {
  server: string;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  onFailure: (err: unknown) => void;
}

const atOnce = 8;

/**
 * The fleet's members as its folder knows them, and those that are paired with new codes, each line one code;
 * they are remembered there, each as soon as it is paired. A bad line is persisted with.
 * @throws Refusal when the server does not take a code
 */
export async function readMembers(
  folder: string,
  given: PairingDeps & { codes: string | null },
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
  const inTurn = atMost(atOnce);
  const paired = codes.map((code) =>
    inTurn(async () => {
      const member = await pair(given, code, signal);
      await appendFile(file, `${JSON.stringify(member)}\n`, { mode: 0o600 });
      return member;
    }),
  );
  // One code that is refused leaves the others paired and remembered.
  await Promise.allSettled(paired);
  members.push(...(await Promise.all(paired)));
  return members;
}

async function codesIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return text.split(/\s+/).filter(Boolean);
}

async function pair(deps: PairingDeps, code: string, signal: AbortSignal): Promise<Member> {
  const secret = randomToken();
  const link = createServerLink({ server: deps.server, credentials: () => null });
  const body = { code, secretSha256: sha256(secret) };
  const persisting = { ...deps, bell: createBell(deps.clock) };
  const enrol = () => link.enrol(body, signal);
  const { endpointId, keys } = await persistPairing(persisting, enrol, signal);
  return { endpointId, secret, keys };
}
