import { announcements } from '../../core/sample/announcements.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { ErrorKind } from '../../core/error-codes.ts';
import { AppError } from '../../runtime/error.ts';
import { createBroadcastsService, type NewBroadcast } from '../broadcasts/service.ts';
import { approve } from '../recordings/decide.ts';
import { findRecording, requireVersion } from '../recordings/repo.ts';
import { speak } from '../recordings/speak.ts';
import type { SampleDeps } from './deps.ts';
import { principalOf } from './load.ts';
import { markSample, readSample, updateSample, type SampleFact } from './sample-fact.ts';

/**
 * Goes on with sample data that is being loaded: makes recordings of what was spoken, approves what was checked,
 * places what was approved. Called again and again; it does nothing where there is nothing to do.
 */
export async function continueSample(deps: SampleDeps): Promise<void> {
  const fact = await readSample(deps.db);
  if (fact?.stage !== 'loading' || fact.speechIds.length === 0) return;
  try {
    await goOn(deps, fact);
  } catch (error) {
    const isRefused = error instanceof AppError && refused.has(error.kind);
    // What is refused once is refused again: somebody changed what it is made of.
    if (!isRefused) throw error;
    await updateSample(deps.db, { ...fact, stage: 'failed' });
  }
}

async function goOn(deps: SampleDeps, fact: SampleFact): Promise<void> {
  const come: Come[] = [];
  for (const [nth, speechId] of fact.speechIds.entries())
    come.push(await goOnWith(deps, fact, { nth, speechId }));
  if (come.some(({ state }) => state === 'wait')) return;
  const recordingIds = come.flatMap((one) => (one.state === 'approved' ? [one.id] : []));
  if (recordingIds.length > 0) await place(deps, fact, recordingIds);
  const stage = recordingIds.length === come.length ? 'ready' : 'failed';
  await updateSample(deps.db, { ...fact, stage });
}

const refused: ReadonlySet<ErrorKind> = new Set(['invalid', 'denied', 'missing']);

/** How far an announcement has come. */
type Come = { state: 'wait' | 'failed' } | { state: 'approved'; id: string };
const wait: Come = { state: 'wait' };
const failed: Come = { state: 'failed' };

async function goOnWith(
  deps: SampleDeps,
  fact: SampleFact,
  { nth, speechId }: { nth: number; speechId: string },
): Promise<Come> {
  const { db } = deps;
  const title = announcements[nth]?.title ?? '';
  const made = await db
    .selectFrom('recording')
    .select('id')
    .where('title', '=', title)
    .where('area_id', '=', fact.areaId)
    .where('author_id', '=', fact.people.author)
    .executeTakeFirst();
  if (made) return await approveOnce(deps, fact, made.id);
  const speech = await db
    .selectFrom('speech')
    .select('state')
    .where('id', '=', speechId)
    .executeTakeFirst();
  if (speech?.state === 'failed' || !speech) return failed;
  if (speech.state !== 'ready') return wait;
  const author = principalOf(fact, 'author');
  const id = await speak(deps, author, { speechId, title, areaId: fact.areaId });
  await markSample(db, 'recording', [id]);
  return wait;
}

async function approveOnce(deps: SampleDeps, fact: SampleFact, id: string): Promise<Come> {
  const recording = await findRecording(deps.db, id);
  const version = await requireVersion(deps.db, recording?.latest_version_id ?? '');
  const approved: Come = { state: 'approved', id };
  if (version.state === 'approved') return approved;
  if (version.state === 'failed') return failed;
  if (version.state !== 'ready') return wait;
  const heard = { versionId: version.id, contentHash: version.content_sha256 };
  await approve(deps, principalOf(fact, 'approver'), id, heard);
  return approved;
}

/** Every day in both sessions, from today on; what was placed before it was broken off is there. */
async function place(
  { db, broadcasting, zone, clock }: SampleDeps,
  { areaId, ...fact }: SampleFact,
  recordingIds: readonly string[],
): Promise<void> {
  const broadcasts = createBroadcastsService(broadcasting);
  const there = await db
    .selectFrom('broadcast')
    .select('title')
    .where('author_id', '=', fact.people.operator)
    .execute();
  for (const { key, title } of [
    { key: 'morning', title: 'Bản tin mẫu, buổi sáng' },
    { key: 'afternoon', title: 'Bản tin mẫu, buổi chiều' },
  ]) {
    if (there.some((broadcast) => broadcast.title === title)) continue;
    const given: NewBroadcast = {
      ...{ title, programmeId: null, ownerAreaId: areaId, class: 'normal', campaignId: null },
      placement: { kind: 'session', sessionKey: key, part: 'above', order: 0 },
      dates: {
        ...{ first: localDateOf(clock.now(), zone), last: null, count: null },
        ...{ rule: { freq: 'daily', interval: 1 }, exdates: [], rdates: [] },
      },
      items: recordingIds.map((recordingId) => ({ type: 'recording', recordingId })),
      ...{ overrides: [], replaces: [], overflow: { kind: 'skip' }, whenBeaten: 'queue' },
      ...{ afterInterrupt: 'restart', volumePercent: null },
      targets: { areas: [areaId], stations: [], endpoints: [], groups: [], except: [] },
    };
    const how = { isUrgent: false, isDryRun: false, isAwaited: false };
    const operator = principalOf({ areaId, ...fact }, 'operator');
    const { broadcast } = await broadcasts.create(operator, given, how);
    if (broadcast) await markSample(db, 'broadcast', [broadcast.id]);
  }
}
