import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { urlOf } from '../../contract/client.ts';
import { broadcastRoutes, type Outlook } from '../../contract/http/broadcasts.ts';
import { occurrenceRoutes, type AsRunRow } from '../../contract/http/occurrences.ts';
import { recordingRoutes } from '../../contract/http/recordings.ts';
import type { Commune } from '../../cli/demo/district.ts';
import type { People, Tree } from '../../cli/demo/people.ts';
import { localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import { untilState } from './loa-people.ts';
import { onDay } from './on-days.ts';
import { until } from './until.ts';

export interface Approved {
  recordingId: string;
  /** The rendered file. */
  rendition: string;
  durationMs: number;
}

/** Noise of its own kind, uploaded, transcoded and approved: easy to find and never silent. */
export async function approvedNoise(
  { people, tree, origin, folder }: { people: People; tree: Tree; origin: string; folder: string },
  { name, seconds, seed }: { name: string; seconds: number; seed: number },
): Promise<Approved> {
  const source = join(folder, `${name}.wav`);
  const noise = ['-f', 'lavfi', '-i', `anoisesrc=d=${seconds}:c=pink:seed=${seed}:r=24000:a=0.4`];
  execFileSync('ffmpeg', ['-v', 'error', ...noise, source]);
  const uploaded = await people.author.upload(source, { areaId: tree.provinceId, title: name });
  const { id, latest } = await untilState(people.author, uploaded.id, 'ready');
  const url = origin + urlOf(recordingRoutes.audio, { params: { id } });
  const rendition = join(folder, `${name}.mp3`);
  await writeFile(rendition, await people.author.download(url, AbortSignal.timeout(10_000)));
  await people.approver.call(recordingRoutes.approve, {
    params: { id },
    body: { versionId: latest.id, contentHash: latest.contentHash },
  });
  return { recordingId: id, rendition, durationMs: latest.renditions[0]?.durationMs ?? 0 };
}

export interface Placed {
  id: string;
  occurrence: string;
  date: string;
  startsAtMs: number;
  outlook: Outlook;
}

/**
 * Places recordings at a whole second about `inSeconds` from now, at that instant; with priority, because a
 * normal bulletin from above would wait for the commune's yes.
 */
export async function placeAt(
  people: { operator: Pick<People['operator'], 'call'> },
  given: {
    title: string;
    recordings: readonly Pick<Approved, 'recordingId'>[];
    communes: readonly Pick<Commune, 'stationId'>[];
    ownerAreaId: string;
    zone: string;
    inSeconds: number;
  },
): Promise<Placed> {
  const startsAtMs = Math.ceil(Date.now() / 1000 + given.inSeconds) * 1000;
  const date = localDateOf(startsAtMs, given.zone);
  const { broadcast, outlook } = await people.operator.call(broadcastRoutes.create, {
    body: {
      title: given.title,
      programmeId: null,
      ownerAreaId: given.ownerAreaId,
      class: 'priority',
      placement: {
        kind: 'at',
        slots: [{ id: '1', time: localTimeOf(startsAtMs, given.zone) }],
        start: 'hard',
        maxDelayMs: 0,
      },
      dates: onDay(date),
      items: given.recordings.map(({ recordingId }) => ({
        type: 'recording' as const,
        recordingId,
      })),
      targets: {
        areas: [],
        stations: given.communes.map(({ stationId }) => stationId),
        endpoints: [],
        except: [],
      },
      whenBeaten: 'skip',
    },
  });
  const id = broadcast?.id ?? '';
  return { id, occurrence: `${id}-${date}`, date, startsAtMs, outlook };
}

/** The as-run rows of a broadcast as soon as all of them satisfy. */
export function untilAsRun(
  people: People,
  { id, date }: Placed,
  satisfies: (row: AsRunRow) => boolean,
  limitMs: number,
): Promise<AsRunRow[]> {
  let last: AsRunRow[] = [];
  return until(
    async () => {
      const query = { from: date, to: date, broadcastId: id };
      last = (await people.operator.call(occurrenceRoutes.asRun, { query })).items;
      return last.length > 0 && last.every(satisfies) ? last : undefined;
    },
    { limitMs, everyMs: 500, what: `all is reported of ${id}` },
  ).catch((error: unknown) => {
    throw new Error(JSON.stringify(last.map(({ verdict, reason }) => ({ verdict, reason }))), {
      cause: error,
    });
  });
}
