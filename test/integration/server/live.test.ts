import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { api } from '../../../contract/api.ts';
import { liveEvent, type LiveEvent } from '../../../contract/http/live.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { createLogger } from '../../../runtime/log.ts';
import { createAccess } from '../../../server/access/access.ts';
import type { Principal } from '../../../server/http/principal.ts';
import { createLiveHub } from '../../../server/live/hub.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { makeSound } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

/** Reads the live events that reach a person, until the test ends. */
async function listen(person: Person) {
  const cut = new AbortController();
  onTestFinished(() => cut.abort());
  const response = await person.fetch('/api/v1/live', { signal: cut.signal });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: LiveEvent[] = [];
  let isOver = false;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks)
        if (block.startsWith('data: ')) events.push(liveEvent.parse(JSON.parse(block.slice(6))));
    }
    isOver = true;
  };
  void read().catch(() => {});
  return { events, isOver: () => isOver };
}

const limit = (what: string) => ({ limitMs: 30_000, what });

describe('live events', () => {
  const server = useTestServer({ worker: true });

  it('tell of a recording from its upload to its approval, to those who may read it', async () => {
    const rootId = await server().rootId();
    const administrator = await server().administrator();
    const commune = async (code: string) =>
      await administrator.call(api.areas.create, {
        body: {
          code,
          name: `Xã ${code}`,
          kind: 'xã',
          parentId: rootId,
          validFrom: null,
          validTo: null,
        },
      });
    const [here, there] = [await commune('01'), await commune('02')];
    const author = await server().as('author', here.id);
    const approver = await server().as('approver');
    const [own, above, elsewhere] = [
      await listen(author),
      await listen(approver),
      await listen(await server().as('author', there.id)),
    ];
    const path = await makeSound(`${await tempFolder()}/tin.wav`, 'sine=f=500:d=4');
    const bytes = new Uint8Array(await readFile(path));
    const { id } = await author.upload({ areaId: here.id }, { bytes, name: 'tin.wav' });
    const saw = (events: LiveEvent[], state: string) =>
      events.some(
        (event) =>
          event.type === 'recording.changed' && event.recordingId === id && event.state === state,
      ) || undefined;
    await until(() => Promise.resolve(saw(own.events, 'ready')), limit('it is said to be ready'));
    expect(saw(own.events, 'stored')).toBe(true);
    expect(own.events.some(({ type }) => type === 'recording.progress')).toBe(true);

    const { latest } = await approver.call(api.recordings.get, { params: { id } });
    await approver.call(api.recordings.approve, {
      params: { id },
      body: { versionId: latest.id, contentHash: latest.contentHash },
    });
    await until(() => Promise.resolve(saw(own.events, 'approved')), limit('it is said so'));
    expect(saw(above.events, 'approved')).toBe(true);
    expect(elsewhere.events).toEqual([]);
  });

  it('need a sign-in', async () => {
    const response = await server().stranger().fetch('/api/v1/live');
    expect(response.status).toBe(401);
  });

  it('end when the server stops, and begin again with it', async () => {
    const author = await server().as('author');
    const { isOver } = await listen(author);
    await server().restart();
    await until(() => Promise.resolve(isOver() || undefined), limit('the line ends'));
    await listen(author);
  });
});

describe('an open line', () => {
  it('is kept by heartbeats and ends with the sign-in', async () => {
    const clock = systemClock();
    const log = createLogger({ name: 'test', level: 'silent' });
    const store = await openStore(join(await tempFolder(), 'loa.sqlite'));
    onTestFinished(() => store.close());
    const hub = createLiveHub({ access: createAccess(store), clock, log, beatMs: 20 });
    onTestFinished(() => hub.close());
    const who: Principal = {
      ...{ userId: 'a', login: 'a', name: 'A', grants: [], csrf: null, signedInUntil: 0 },
    };
    let present: Principal | null = who;
    const app = express().get('/', (_request, response) => {
      hub.add(response, { principal: who, recheck: () => Promise.resolve(present) });
    });
    const http = createServer(app).listen(0);
    onTestFinished(() => void http.close());
    const response = await fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes('still here')) present = null;
    }
    expect(text).toMatch(/^retry: 2000\n: open\n\n(: still here\n\n)+$/);
    expect(hub.isEmpty()).toBe(true);
  });
});
