import type { Logger } from '../../runtime/log.ts';
import { fitDisk } from '../../core/station/fit-disk.ts';
import {
  neededFiles,
  planSync,
  type SyncInput,
  type SyncStep,
} from '../../core/station/sync-plan.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Bell } from '../bell.ts';
import type { AirClock } from '../clock/air-clock.ts';
import { retryWaitMs } from '../link/retry-wait.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { ObjectStore } from '../timetable/object-store.ts';
import type { Timetable } from '../timetable/timetable.ts';
import { fetchMedia, LengthFault } from './fetch-media.ts';
import type { Files } from './files.ts';
import type { MediaFolder } from './media-folder.ts';
import type { MediaSource } from './media-source.ts';

export interface SyncDeps {
  clock: Clock;
  air: AirClock;
  link: MediaSource;
  timetable: Timetable;
  objects: ObjectStore;
  files: Files;
  folder: MediaFolder;
  incidents: Incidents;
  random: () => number;
  /** How much audio may lie on the disk; `null`: as much as there is room for. */
  limitBytes: number | null;
  log: Logger;
  /** Something arrived or went. */
  onChange: () => void;
}

type Lane = 'objects' | 'files';

const longestRetryMs = 120_000;
const longestWaitMs = 30_000;
const objectLimitBytes = 8_000_000;

/** Small things and audio have a lane each: news must not wait behind a long download. */
export class Sync {
  private readonly deps: SyncDeps;
  private readonly failures = new Map<string, { count: number; retryAt: number }>();
  private inFlight: { sha256: string; abort: AbortController } | null = null;

  constructor(deps: SyncDeps) {
    this.deps = deps;
  }

  runObjects(bell: Bell, signal: AbortSignal): Promise<never> {
    return this.run('objects', bell, signal);
  }

  runFiles(bell: Bell, signal: AbortSignal): Promise<never> {
    return this.run('files', bell, signal);
  }

  /** All that is still to be done. */
  pending(): SyncStep[] {
    return [...this.plan('objects'), ...this.plan('files')];
  }

  /** Ends a download that something more urgent has overtaken; it goes on later. */
  reorder(): void {
    const isFetch = (step: SyncStep) => step.do === 'fetch_file' && this.isReady(step);
    const first = this.plan('files').find(isFetch);
    if (first && this.inFlight && first.sha256 !== this.inFlight.sha256)
      this.inFlight.abort.abort();
  }

  /** The server is back: forgets how long it was to be left alone. */
  retryNow(): void {
    this.failures.clear();
  }

  private async run(lane: Lane, bell: Bell, signal: AbortSignal): Promise<never> {
    for (;;) {
      const steps = this.plan(lane);
      const step = steps.find((candidate) => this.isReady(candidate));
      if (step) await this.attempt(step, signal);
      else {
        const retries = steps.map(({ sha256 }) => this.failures.get(sha256)?.retryAt ?? 0);
        const waitMs = Math.min(...retries) - this.deps.clock.monotonic();
        await bell.wait(Math.min(longestWaitMs, waitMs), signal);
      }
    }
  }

  /** Tells the server where not all that sounds has room. */
  async reportLimit(): Promise<void> {
    const { incidents } = this.deps;
    const input = this.input();
    const { heldBack } = fitDisk(neededFiles(input.inForce, input.nowMs), input);
    if (heldBack.length === 0) return;
    const detail = `the limit leaves no room for ${heldBack.length} files of the coming days`;
    await incidents.report({ what: 'media', code: 'disk_limit', detail });
  }

  private plan(lane: Lane): SyncStep[] {
    return planSync(this.input()).filter((step) => laneOf(step) === lane);
  }

  private input(): SyncInput {
    const { air, timetable, objects, files } = this.deps;
    const zone = timetable.settings()?.zone;
    return {
      target: timetable.head()?.head ?? null,
      objects: objects.hashes(),
      settings: timetable.settingsHash(),
      inForce: timetable.inForce(),
      files: files.all(),
      limitBytes: this.deps.limitBytes,
      nowMs: air.isTrusted() ? air.now() : (timetable.head()?.head.issuedAt ?? 0),
      today: air.isTrusted() && zone !== undefined ? localDateOf(air.now(), zone) : null,
    };
  }

  private isReady({ sha256 }: SyncStep): boolean {
    return (this.failures.get(sha256)?.retryAt ?? 0) <= this.deps.clock.monotonic();
  }

  private async attempt(step: SyncStep, signal: AbortSignal): Promise<void> {
    const abort = new AbortController();
    const onAbort = () => abort.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (step.do === 'fetch_file') this.inFlight = { sha256: step.sha256, abort };
    try {
      await perform(this.deps, step, abort.signal);
      this.failures.delete(step.sha256);
    } catch (error) {
      signal.throwIfAborted();
      if (!abort.signal.aborted) await this.fail(step, error);
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (step.do === 'fetch_file') this.inFlight = null;
    }
  }

  private async fail(step: SyncStep, error: unknown): Promise<void> {
    const { clock, random, log } = this.deps;
    const count = (this.failures.get(step.sha256)?.count ?? 0) + 1;
    const waitMs = retryWaitMs(count, error, { capMs: longestRetryMs, random });
    this.failures.set(step.sha256, { count, retryAt: clock.monotonic() + waitMs });
    if (error instanceof LengthFault) this.deps.link.distrust(step.sha256);
    if (count === 1) log.warn({ err: error, step }, 'sync step failed');
    await reportDisk(this.deps, error);
  }
}

function laneOf(step: SyncStep): Lane {
  switch (step.do) {
    case 'fetch_object':
    case 'remove_object':
      return 'objects';
    case 'verify_file':
    case 'fetch_file':
    case 'remove_file':
      return 'files';
  }
}

async function perform(deps: SyncDeps, step: SyncStep, signal: AbortSignal): Promise<void> {
  const { link, objects, files, folder, timetable, incidents, log } = deps;
  switch (step.do) {
    case 'fetch_object': {
      const bytes = await link.object(step.sha256, objectLimitBytes, signal);
      if (!(await objects.put(step.kind, step.sha256, bytes))) {
        link.distrust(step.sha256);
        throw new Error(`the ${step.kind} is not what the head names`);
      }
      await timetable.refresh();
      log.info({ kind: step.kind, sha256: step.sha256 }, 'object held');
      break;
    }
    case 'remove_object':
      await objects.remove(step.sha256);
      return;
    case 'verify_file':
      await files.verify(step.sha256);
      break;
    case 'fetch_file': {
      if (!(await fetchMedia({ link, folder }, step, signal))) {
        const detail = `${step.sha256} came with other bytes`;
        await incidents.report({ what: 'media', code: 'hash_mismatch', detail });
        link.distrust(step.sha256);
        throw new Error('the file is not what the playlist names');
      }
      files.arrived(step.sha256, step.bytes);
      log.info({ sha256: step.sha256, bytes: step.bytes }, 'file held');
      break;
    }
    case 'remove_file':
      await files.remove(step.sha256);
      return;
  }
  deps.onChange();
}

async function reportDisk({ incidents }: SyncDeps, error: unknown): Promise<void> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    await incidents.report({ what: 'media', code: 'disk_full', detail: 'no room for new audio' });
}
