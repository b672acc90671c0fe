import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { inFours } from '../../core/keys/paper.ts';
import { fingerprintOf } from '../../core/keys/fingerprint.ts';
import { localDate } from '../../contract/scalar.ts';
import { instantOf, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { exitOnConfigError } from '../../runtime/env.ts';
import { AppError } from '../../runtime/error.ts';
import { readServerConfig } from '../config.ts';
import { hashObject } from '../objects/objects.ts';
import { openStore } from '../store/open-store.ts';
import type { CommandResult } from '../users/user-command.ts';
import {
  addKey,
  makeFirstKeys,
  removeKeys,
  renewRecoveryKey,
  type KeysPlace,
  type Removal,
} from './change-keys.ts';
import { readKeyFile } from './key-file.ts';
import { keysObjectOf, signingKeyAt } from './key-set.ts';
import { loadKeySet } from './key-store.ts';
import { readRecoveryKey } from './recovery-key.ts';

const usage = `loa keys list
loa keys init
loa keys add [--after DATE]
loa keys remove KEY [--recovery-file FILE]
loa keys replace [--recovery-file FILE]
`;
// EX_USAGE
const usageExitCode = 64;

type Order =
  | { do: 'list' | 'init' }
  | { do: 'add'; after: string | null }
  | { do: 'remove'; removal: Removal; recoveryFile: string | null };

/** Says how a recovery key is kept. */
export function recoveryNote(onPaper: string): string {
  return [
    '',
    '  The recovery key of this Loa, shown only now. Write it down and lock it away, not on this machine:',
    '',
    `  ${onPaper}`,
    '',
    '  With it, and only with it, a stolen signing key is taken from the loudspeakers.',
    '',
    '',
  ].join('\n');
}

/** Shows and changes the keys straight in database and file; a running server follows within seconds. */
export async function runKeysCommand(
  argv: string[],
  env: NodeJS.ProcessEnv,
  clock: Clock,
  input: NodeJS.ReadableStream,
): Promise<CommandResult> {
  const order = parse(argv);
  if (!order) return { exitCode: usageExitCode, text: usage };
  // Nothing here speaks with Redis.
  const { zone, paths } = exitOnConfigError(() =>
    readServerConfig({ ...env, REDIS_URL: env['REDIS_URL'] ?? 'redis://unused' }),
  );
  const store = await openStore(paths.database);
  const place = { db: store.db, file: paths.signingKey, clock };
  try {
    return { exitCode: 0, text: await perform(place, order, { zone, input }) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { exitCode: 1, text: `${error.detail}\n` };
  } finally {
    await store.close();
  }
}

function parse(argv: string[]): Order | null {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { after: { type: 'string' }, 'recovery-file': { type: 'string' } },
    });
    const [verb, keyId, ...rest] = positionals;
    const { after = null, 'recovery-file': recoveryFile = null } = values;
    if (rest.length > 0 || (keyId !== undefined) !== (verb === 'remove')) return null;
    if (after !== null && (verb !== 'add' || !localDate.safeParse(after).success)) return null;
    switch (verb) {
      case 'list':
      case 'init':
        return recoveryFile === null ? { do: verb } : null;
      case 'add':
        return recoveryFile === null ? { do: 'add', after } : null;
      case 'remove':
        return keyId === undefined ? null : { do: 'remove', removal: { keyId }, recoveryFile };
      case 'replace':
        return { do: 'remove', removal: { all: true }, recoveryFile };
      default:
        return null;
    }
  } catch {
    return null;
  }
}

async function perform(
  place: KeysPlace,
  order: Order,
  { zone, input }: { zone: string; input: NodeJS.ReadableStream },
): Promise<string> {
  switch (order.do) {
    case 'list':
      return list(place, zone);
    case 'init':
      return recoveryNote((await makeFirstKeys(place)) ?? (await renewRecoveryKey(place)));
    case 'add': {
      const after = order.after === null ? null : instantOf(order.after, '00:00', zone);
      const { keyId, signsFrom } = await addKey(place, after);
      return `${keyId} is announced, and signs from ${localDateOf(signsFrom, zone)} on.\n`;
    }
    case 'remove': {
      const { recoveryFile, removal } = order;
      const given =
        recoveryFile === null ? await text(input) : await readFile(resolve(recoveryFile), 'utf8');
      const recovery = readRecoveryKey(given);
      if (!recovery)
        throw new AppError(
          'recovery_key_wrong',
          'that is no recovery key: a letter is wrong or missing',
        );
      const { keys } = await removeKeys(place, removal, recovery);
      return `From now on these keys alone hold: ${keys.map(({ keyId }) => keyId).join(', ')}\n`;
    }
  }
}

async function list({ db, file, clock }: KeysPlace, zone: string): Promise<string> {
  const set = await loadKeySet(db);
  if (!set) return 'There are no keys yet: the first start, or "loa keys init", makes them.\n';
  const there = new Set((await readKeyFile(file)).map(({ signer }) => signer.keyId));
  const now = clock.now();
  const signing = signingKeyAt(set, now, (keyId) => there.has(keyId));
  const lines = set.keys.map((key) => {
    const { keyId, addedAt, signsFrom } = key;
    const notes = [
      keyId === signing?.keyId ? 'signs' : '',
      signsFrom > now ? `signs from ${localDateOf(signsFrom, zone)} on` : '',
      there.has(keyId) ? '' : 'its private half is not in the file',
    ];
    return [keyId, `added ${localDateOf(addedAt, zone)}`, ...notes].filter(Boolean).join('  ');
  });
  const object = hashObject('keys', keysObjectOf(set));
  const fingerprint = inFours(fingerprintOf(Buffer.from(object.sha256, 'base64url')));
  return `${[...lines, `fingerprint of all: ${fingerprint}`].join('\n')}\n`;
}
