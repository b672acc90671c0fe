import { stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { urlOf } from '../../contract/client.ts';
import { recordingRoutes, type RecordingAnswer } from '../../contract/http/recordings.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { speak } from '../../media/speak.ts';
import { announcements } from '../../core/sample/announcements.ts';
import { DemoProblem } from './demo-problem.ts';
import type { Tree, People } from './people.ts';
import type { Person } from './person.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

/** A file on its way into the library. */
interface Source {
  title: string;
  file: string;
  programmeId: string | null;
}

/** A recording that may air, and its rendition as it came back through the API. */
export interface ReadyRecording {
  recordingId: string;
  title: string;
  rendition: string;
  durationMs: number;
}

export interface Library {
  recordings: ReadyRecording[];
  /** From the first upload until the last one was ready. */
  transcodeSeconds: number;
}

const readyLimitMs = 180_000;

/** Speaks the announcements; the user's own files follow them. @throws DemoProblem for a missing file */
export async function prepareSources(
  stage: Stage,
  audio: readonly string[],
  programmes: ReadonlyMap<string, string>,
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const [index, { title, text, programme }] of announcements.entries()) {
    const file = join(stage.folder.own, `announcement-${index + 1}.wav`);
    await speak(text, { target: file, signal: stage.signal });
    sources.push({ title, file, programmeId: programmes.get(programme ?? '') ?? null });
  }
  for (const file of audio) {
    const isFile = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isFile) throw new DemoProblem(`There is no file ${file}.`);
    sources.push({ title: basename(file, extname(file)), file, programmeId: null });
  }
  return sources;
}

/** Uploads as the author, follows the worker, approves as the approver. */
export async function fillLibrary(
  stage: Stage,
  sources: readonly Source[],
  { people, tree, origin }: { people: People; tree: Tree; origin: string },
): Promise<Library> {
  const startedMs = stage.clock.monotonic();
  const uploaded: RecordingAnswer[] = [];
  for (const { title, file, programmeId } of sources) {
    const fields = { title, areaId: tree.provinceId, ...(programmeId ? { programmeId } : {}) };
    uploaded.push(await people.author.upload(file, fields));
    stage.terminal.note(`uploaded: ${title}`);
  }
  const recordings: ReadyRecording[] = [];
  let readyMs = startedMs;
  for (const { id } of uploaded) {
    const ready = await untilReady(stage, people.author, id);
    readyMs = stage.clock.monotonic();
    recordings.push(await approve(stage, people.approver, { ready, origin }));
  }
  return { recordings, transcodeSeconds: (readyMs - startedMs) / 1000 };
}

async function untilReady(stage: Stage, author: Person, id: string): Promise<RecordingAnswer> {
  const { clock, signal, terminal } = stage;
  let told = '';
  return await waitFor(
    async () => {
      const recording = await author.call(recordingRoutes.get, { params: { id } });
      const { state, progress, reason } = recording.latest;
      const percent = Math.floor((progress ?? 0) * 4) * 25;
      const line = state === 'checking' ? `${state} ${percent} %` : state;
      if (line !== told) terminal.note(`${recording.title}: ${line}`);
      told = line;
      if (state === 'failed') {
        throw new DemoProblem(`"${recording.title}" cannot be used: ${reason?.detail ?? ''}`);
      }
      return state === 'ready' ? recording : undefined;
    },
    {
      clock,
      signal,
      limitMs: readyLimitMs,
      everyMs: 150,
      otherwise: 'The worker did not finish a recording in time; see demo/loa.log.',
    },
  );
}

async function approve(
  { folder, terminal, signal }: Stage,
  approver: Person,
  { ready, origin }: { ready: RecordingAnswer; origin: string },
): Promise<ReadyRecording> {
  const { id, title, latest } = ready;
  const [rendition] = latest.renditions;
  if (!rendition) throw new DemoProblem(`"${title}" is ready but has no rendition.`);
  const file = join(folder.own, `${rendition.sha256}.mp3`);
  const bytes = await approver.download(
    origin + urlOf(recordingRoutes.audio, { params: { id } }),
    signal,
  );
  if (sha256(bytes) !== rendition.sha256) {
    throw new DemoProblem(`"${title}" came back with other bytes than it was rendered to.`);
  }
  await writeFile(file, bytes);
  await approver.call(recordingRoutes.approve, {
    params: { id },
    body: { versionId: latest.id, contentHash: latest.contentHash },
  });
  terminal.note(`${title}: approved, ${(rendition.durationMs / 1000).toFixed(1)} s`);
  return { recordingId: id, title, rendition: file, durationMs: rendition.durationMs };
}
