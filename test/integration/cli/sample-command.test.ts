import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { api } from '../../../contract/api.ts';
import { makeEndpoint } from '../../support/district.ts';
import { runLoa } from '../../support/loa.ts';
import { useTestServer } from '../../support/server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const server = useTestServer();

async function sample(args: readonly string[], token?: string) {
  const folder = await tempFolder();
  const command = runLoa(['sample', ...args], {
    env: token === undefined ? {} : { LOA_TOKEN: token },
    log: join(folder, 'log'),
  });
  onTestFinished(() => command.stop());
  return { code: await command.ended, output: command.output() };
}

it('loads sample data into a Loa that runs, says what is inside and removes it', async () => {
  const administrator = await server().administrator();
  const body = { name: 'mẫu', expiresAt: Date.now() + 3_600_000 };
  const { value } = await administrator.call(api.tokens.create, { body });
  const at = ['--server', server().origin];
  expect((await sample(['load', ...at])).code).toBe(64);
  const loaded = await sample(['load', ...at], value);
  expect(loaded).toEqual({
    ...{ code: 0, output: 'loading: 6 stations, 0 recordings, 0 broadcasts\n' },
  });
  const again = await sample(['load', ...at], value);
  expect([again.code, again.output]).toEqual([1, expect.stringContaining('sample_there')]);

  const { items } = await administrator.call(api.stations.list, { query: {} });
  await makeEndpoint(server(), items[0]?.id ?? '', 'Cụm loa của tôi');
  const refused = await sample(['remove', ...at], value);
  expect(refused.code).toBe(1);
  expect(refused.output).toContain('sample_holds_own');
  expect(refused.output).toContain('made by others inside it: endpoint Cụm loa của tôi');
  const removed = await sample(['remove', ...at, '--with-own'], value);
  expect([removed.code, removed.output.split(':')[0]]).toEqual([0, 'none']);
  expect((await administrator.call(api.stations.list, { query: {} })).items).toEqual([]);
});
