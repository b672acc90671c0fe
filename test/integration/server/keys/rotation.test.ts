import { statSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { readKeyFile } from '../../../../server/keys/key-file.ts';
import { runKeysCommand } from '../../../../server/keys/keys-command.ts';
import { newRecoveryKey } from '../../../../server/keys/recovery-key.ts';
import { clockAt } from '../../../support/clock-at.ts';
import { dayAfter, makeCommune } from '../../../support/district.ts';
import { heldBy, untilHead } from '../../../support/held-by-agent.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { agentInside, agentPlace } from '../../../support/station-agent.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { until } from '../../../support/until.ts';

const dayMs = 86_400_000;

/** `loa keys …` on the folder of a running server. */
async function keysCommand(
  server: TestServer,
  argv: string[],
  clock: ReturnType<typeof clockAt>,
  typed = '',
) {
  const env = { LOA_DATA: server.dataFolder };
  return runKeysCommand(argv, env, clock, Readable.from([typed]));
}

const idIn = (text: string) => /[\w-]{16}/.exec(text)?.[0] ?? '';

async function pairedPlace(server: TestServer) {
  const commune = await makeCommune(server, 'Hải Anh');
  const administrator = await server.administrator();
  const { code, fingerprint } = await administrator.call(api.endpoints.pair, {
    params: { id: commune.endpointId },
  });
  const place = await agentPlace({ origin: server.origin, code: `${code}.${fingerprint}` }, [
    '--poll-seconds',
    '1',
  ]);
  return { commune, place };
}

it('a new key is announced, signs after its overlap, and the recovery key alone takes the old one away', async () => {
  const clock = clockAt(Date.now());
  const server = await testServer({ clock });
  const { place } = await pairedPlace(server);
  const first = await agentInside(place, clock);
  const { keyId: oldKey } = await untilHead(place, () => true, 'the first head');

  const tooEarly = ['add', '--after', dayAfter(clock.now(), 10)];
  expect(await keysCommand(server, tooEarly, clock)).toMatchObject({ exitCode: 1 });
  const added = await keysCommand(server, ['add'], clock);
  expect(added.exitCode).toBe(0);
  const newKey = idIn(added.text);
  await until(
    async () => heldBy(place).ring?.signing.some(({ keyId }) => keyId === newKey) || undefined,
    { limitMs: 30_000, what: 'the agent knows the new key' },
  );
  expect(heldBy(place).head?.keyId).toBe(oldKey);
  const listed = await keysCommand(server, ['list'], clock);
  expect(listed.text).toMatch(new RegExp(`${oldKey} .*signs\\n${newKey} .*signs from`));

  // Off for seventeen days, in which the turn of the new key comes.
  await first.stop();
  clock.set(clock.now() + 17 * dayMs);
  await agentInside(place, clock);
  await untilHead(place, ({ keyId }) => keyId === newKey, 'a head by the new key');

  const wrong = await keysCommand(server, ['replace'], clock, newRecoveryKey().onPaper);
  expect(wrong).toMatchObject({ exitCode: 1 });
  expect(await keysCommand(server, ['remove', oldKey], clock, 'ABCD')).toMatchObject({
    exitCode: 1,
  });
  const replaced = await keysCommand(server, ['replace'], clock, server.recoveryKey ?? '');
  expect(replaced.exitCode).toBe(0);
  const lastKey = idIn(replaced.text);
  await untilHead(place, ({ keyId }) => keyId === lastKey, 'a head by the key in place of all');
  expect(heldBy(place).ring?.signing.map(({ keyId }) => keyId)).toEqual([lastKey]);

  const { signingKey } = server.config.paths;
  expect(statSync(signingKey).mode & 0o777).toBe(0o600);
  expect((await readKeyFile(signingKey)).map(({ signer }) => signer.keyId)).toEqual([lastKey]);
}, 150_000);

it('a restored backup: heads go on above what the fleet has seen, lost keys are reported, and mended', async () => {
  const clock = clockAt(Date.now());
  const server = await testServer({ clock });
  const { place, commune } = await pairedPlace(server);
  const begun = await agentInside(place, clock);
  const first = await untilHead(place, () => true, 'the first head');
  await begun.stop();

  const backup = join(await tempFolder(), 'backup');
  const parts = ['loa.sqlite', 'loa.sqlite-wal', 'loa.sqlite-shm', 'keys'];
  const copy = async (from: string, to: string) => {
    for (const part of parts) {
      await rm(join(to, part), { recursive: true, force: true });
      await cp(join(from, part), join(to, part), { recursive: true }).catch(() => {});
    }
  };
  await server.restart(() => copy(server.dataFolder, backup));
  const administrator = await server.administrator();
  await administrator.call(api.quietHours.create, {
    body: {
      ...{ areaId: commune.areaId, from: '22:00', to: '05:00', weekdays: [1, 2] },
      ...{ validFrom: null, validTo: null },
    },
  });
  const added = await keysCommand(server, ['add'], clock);
  const moved = await agentAt(server, place, clock);
  const newer = await untilHead(place, ({ keys }) => keys !== first.keys, 'a head of later');
  await until(
    async () =>
      heldBy(place).ring?.signing.some(({ keyId }) => keyId === idIn(added.text)) || undefined,
    { limitMs: 30_000, what: 'the agent knows the new key' },
  );
  await moved.stop();

  await server.restart(() => copy(backup, server.dataFolder));
  const again = await agentAt(server, place, clock);
  const restored = await untilHead(
    place,
    ({ sequence }) => sequence > newer.sequence,
    'a new head',
  );
  expect(restored.settings).toBe(first.settings);
  const incidents = await until(
    async () => {
      const { items } = await administrator.call(api.endpoints.incidents, {
        params: { id: commune.endpointId },
        query: {},
      });
      return items.some(({ code }) => code === 'keys_refused') ? items : undefined;
    },
    { limitMs: 30_000, what: 'the lost key is reported' },
  );
  expect(incidents.map(({ what }) => what)).toContain('keys');

  const replaced = await keysCommand(server, ['replace'], clock, server.recoveryKey ?? '');
  await untilHead(place, ({ keyId }) => keyId === idIn(replaced.text), 'the fleet is one again');
  await again.stop();
}, 150_000);

/** The server has another port since. */
async function agentAt(
  server: TestServer,
  place: { args: string[] } & Awaited<ReturnType<typeof agentPlace>>,
  clock: ReturnType<typeof clockAt>,
) {
  place.args = place.args.map((arg, at) =>
    place.args[at - 1] === '--server' ? server.origin : arg,
  );
  return agentInside(place, clock);
}

it('keys are made before the first start, and the recovery key anew until an endpoint is paired', async () => {
  const clock = clockAt(Date.now());
  const LOA_DATA = await tempFolder();
  const run = (...argv: string[]) => runKeysCommand(argv, { LOA_DATA }, clock, Readable.from(['']));
  expect((await run('list')).text).toContain('no keys yet');
  const first = (await run('init')).text;
  const second = (await run('init')).text;
  const letters = /(?:[2-9A-HJ-NP-Z]{4} ){13}[2-9A-HJ-NP-Z]{4}/;
  expect(first).toMatch(letters);
  expect(letters.exec(second)?.[0]).not.toBe(letters.exec(first)?.[0]);
  expect((await run('list')).text).toContain('fingerprint of all');
  for (const argv of [[], ['sing'], ['remove'], ['add', 'x'], ['list', '--after', '2026-01-01']])
    expect((await run(...argv)).exitCode, argv.join(' ')).toBe(64);
});
