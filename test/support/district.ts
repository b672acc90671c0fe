import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { api } from '../../contract/api.ts';
import type { broadcastRoutes } from '../../contract/http/broadcasts.ts';
import type { RecordingAnswer } from '../../contract/http/recordings.ts';
import { fold } from '../../core/text/fold.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { onDay } from './on-days.ts';
import type { Person } from './person.ts';
import type { TestServer } from './server.ts';
import { makeSound } from './sound.ts';
import { until } from './until.ts';

export const zone = 'Asia/Ho_Chi_Minh';

/** A commune with its station and one speaker cluster. */
export interface Commune {
  areaId: string;
  stationId: string;
  endpointId: string;
}

/** Makes a commune beneath an area (the root when left out); its name must be new. */
export async function makeCommune(
  server: TestServer,
  name: string,
  parentId?: string,
  code = fold(name).replaceAll(' ', '.'),
): Promise<Commune> {
  const administrator = await server.administrator();
  const area = await administrator.call(api.areas.create, {
    body: {
      code,
      name: `Xã ${name}`,
      kind: 'xã',
      parentId: parentId ?? (await server.rootId()),
      validFrom: null,
      validTo: null,
    },
  });
  const station = await administrator.call(api.stations.create, {
    body: { areaId: area.id, name: `Đài xã ${name}`, zone },
  });
  const endpointId = await makeEndpoint(server, station.id, `Cụm ${name}`);
  return { areaId: area.id, stationId: station.id, endpointId };
}

export async function makeEndpoint(
  server: TestServer,
  stationId: string,
  name: string,
): Promise<string> {
  const administrator = await server.administrator();
  const endpoint = await administrator.call(api.endpoints.create, {
    body: { stationId, name, kind: 'agent' },
  });
  return endpoint.id;
}

/** A session of every day with the parts above (10 min) and own (10 min). */
export async function makeSession(
  server: TestServer,
  stationId: string,
  times: { key: string; startsAt: string; latestEnd: string; name?: string; openingId?: string },
): Promise<string> {
  const administrator = await server.administrator();
  const session = await administrator.call(api.sessions.create, {
    body: {
      stationId,
      name: `Buổi ${times.key}`,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      validFrom: null,
      validTo: null,
      parts: [
        { tier: 'above', budgetMs: 600_000, anchor: null },
        { tier: 'own', budgetMs: 600_000, anchor: null },
      ],
      ...times,
    },
  });
  return session.id;
}

async function toneBytes(hertz: number): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'loa-tone-'));
  try {
    const path = await makeSound(join(folder, 'sound.wav'), `sine=f=${hertz}:d=3`);
    return new Uint8Array(await readFile(path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Uploads a tone and waits for the worker; `expiresAt` and others are fields of the upload. */
export async function makeRecording(
  server: TestServer,
  {
    hertz,
    author: given,
    ...fields
  }: { hertz: number; title?: string; areaId?: string; expiresAt?: number; author?: Person },
): Promise<RecordingAnswer> {
  const author = given ?? (await server.some('author'));
  const bytes = await toneBytes(hertz);
  const areaId = fields.areaId ?? (await server.rootId());
  const { id } = await author.upload({ ...fields, areaId }, { bytes, name: `tin ${hertz}.wav` });
  const read = () => author.call(api.recordings.get, { params: { id } });
  const whenReady = async () => {
    const recording = await read();
    return recording.latest.state === 'ready' ? recording : undefined;
  };
  return until(whenReady, { limitMs: 30_000, everyMs: 20, what: 'the recording is ready' });
}

export async function approve(
  server: TestServer,
  { id, latest }: RecordingAnswer,
): Promise<string> {
  const approver = await server.some('approver');
  await approver.call(api.recordings.approve, {
    params: { id },
    body: { versionId: latest.id, contentHash: latest.contentHash },
  });
  return id;
}

export async function makeApproved(
  server: TestServer,
  given: Parameters<typeof makeRecording>[1],
): Promise<string> {
  return approve(server, await makeRecording(server, given));
}

/** Body of a broadcast that plays a recording once, at a time, hard; everything may be said otherwise. */
export function draftOf(
  given: {
    ownerAreaId: string;
    recordingId: string;
    stations: string[];
    date: string;
    time: string;
  },
  rest: Partial<BroadcastBody> = {},
): BroadcastBody {
  return {
    title: 'Thông báo',
    programmeId: null,
    ownerAreaId: given.ownerAreaId,
    class: 'normal',
    placement: {
      kind: 'at',
      slots: [{ id: '1', time: given.time }],
      start: 'hard',
      maxDelayMs: 0,
    },
    dates: onDay(given.date),
    items: [{ type: 'recording', recordingId: given.recordingId }],
    targets: { areas: [], stations: given.stations, endpoints: [], except: [] },
    whenBeaten: 'queue',
    ...rest,
  };
}

export type BroadcastBody = z.input<NonNullable<typeof broadcastRoutes.create.body>>;

/** The day so many days from today, where the stations are. */
export function dayAfter(now: number, days: number): string {
  return addDays(localDateOf(now, zone), days);
}
