import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../runtime/clock.ts';
import { createAsker } from '../../../../server/questions/ask-aside.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const principal = { userId: 'u', login: 'u', name: 'U', grants: [], csrf: null, signedInUntil: 0 };
const asked = { principal, query: { from: '2026-11-30', to: '2026-12-06', limit: 50 } };

async function makeAsker(databaseFile: string) {
  const asker = createAsker({ databaseFile, clock: systemClock() });
  onTestFinished(() => asker.close());
  const ask = async () => {
    const { bytes } = await asker.ask('asRun', asked);
    return Buffer.from(bytes).toString();
  };
  return { asker, ask };
}

it('answers many at once, each its own', async () => {
  const file = join(await tempFolder(), 'loa.sqlite');
  const store = await openStore(file);
  onTestFinished(() => store.close());
  const { ask } = await makeAsker(file);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(
    Array(3).fill('{"items":[],"next":null}'),
  );
});

it('fails what was asked when its thread breaks, and starts anew with the next question', async () => {
  const folder = await tempFolder();
  const file = join(folder, 'loa.sqlite');
  const { ask } = await makeAsker(file);
  await expect(Promise.all([ask(), ask()])).rejects.toThrow();
  const elsewhere = await openStore(join(folder, 'other.sqlite'));
  await elsewhere.close();
  await rename(join(folder, 'other.sqlite'), file);
  expect(await ask()).toBe('{"items":[],"next":null}');
});

it('answers what is asked the moment a thread has broken, though that has still to end', async () => {
  const folder = await tempFolder();
  const file = join(folder, 'loa.sqlite');
  const store = await openStore(join(folder, 'other.sqlite'));
  await store.close();
  const { ask } = await makeAsker(file);
  const again = ask().catch(() => {
    renameSync(join(folder, 'other.sqlite'), file);
    return ask();
  });
  expect(await again).toBe('{"items":[],"next":null}');
});

it('fails a question by itself, with its words, and goes on', async () => {
  const file = join(await tempFolder(), 'loa.sqlite');
  const store = await openStore(file);
  onTestFinished(() => store.close());
  const { asker, ask } = await makeAsker(file);
  const unknown = 'nothing' as 'plays';
  const plays = { ...asked, query: { ...asked.query, by: 'day' as const } };
  await expect(asker.ask(unknown, plays)).rejects.toThrow(/not a function/u);
  expect(await ask()).toBe('{"items":[],"next":null}');
});

it('refuses when very many wait, instead of letting them all wait', async () => {
  const file = join(await tempFolder(), 'loa.sqlite');
  const store = await openStore(file);
  onTestFinished(() => store.close());
  const { ask } = await makeAsker(file);
  const outcomes = await Promise.allSettled(Array.from({ length: 250 }, ask));
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(50);
  expect(refused).toContainEqual(
    expect.objectContaining({
      reason: expect.objectContaining({ code: 'too_many_requests' }) as unknown,
    }),
  );
});
