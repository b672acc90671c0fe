import { mediaOf, type Entry, type MediaFile, type Source } from '../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../core/station/held-entry.ts';
import { openInput, openStream } from '../../media/stream.ts';
import type { AddressGuard } from '../../runtime/address-guard.ts';
import type { Clock } from '../../runtime/clock.ts';
import { startGuardedProxy } from '../../runtime/guarded-proxy.ts';
import { framesPerMs, sampleRate } from '../output/output.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { Files } from '../sync/files.ts';
import type { MediaFolder } from '../sync/media-folder.ts';
import { openLiveFeed } from './live-feed.ts';
import { createLiveSound, nothing, streamSilenceFrames } from './live-sound.ts';
import { openSound, type Sound } from './sound.ts';

export interface OpenEntryDeps {
  files: Files;
  folder: MediaFolder;
  incidents: Incidents;
  /** Which addresses streams may come from. */
  isAllowed: AddressGuard;
  /** Names of ALSA devices, by what the timetable calls them. */
  inputs: ReadonlyMap<string, string>;
  clock: Clock;
}

/** Servers are not to be stormed. */
const longestStreamWaitMs = 5000;
/** One entry may still have the device that the next is to sound: a sound card serves one at a time. */
const longestInputWaitMs = 500;
const format = { sampleRate, channels: 1 };

/** Makes an entry ready to sound from `fromMs` on; `null` where its file must come again first. */
export async function openEntry(
  deps: OpenEntryDeps,
  { entry }: HeldEntry,
  fromMs: number,
): Promise<Sound | null> {
  const { source } = entry;
  switch (source.type) {
    case 'media': {
      const file = mediaOf(entry);
      return file && (await deps.files.verify(file.sha256))
        ? openFile(deps, entry, { ...file, fromMs: file.fromMs + fromMs })
        : null;
    }
    case 'relay':
      return openRelay(deps, { entry, source, fromMs });
    case 'input':
      return openLocal(deps, { entry, input: source.input, fromMs });
  }
}

function openFile(
  { folder, incidents }: OpenEntryDeps,
  { key }: Entry,
  { sha256, fromMs }: MediaFile,
): Sound {
  return openSound(folder.path(sha256), fromMs, (fault) => {
    const detail = `${key}: ${fault instanceof Error ? fault.message : String(fault)}`;
    void incidents.report({ what: 'media', code: 'decoding_failed', detail });
  });
}

/**
 * The stream by a guarded way out. Its fallback is checked before it is needed; one that comes only then was checked
 * when it came.
 */
async function openRelay(
  deps: OpenEntryDeps,
  given: { entry: Entry; source: Extract<Source, { type: 'relay' }>; fromMs: number },
): Promise<Sound> {
  const { entry, source, fromMs } = given;
  const file = source.fallback?.['mp3-48k'];
  if (file && deps.files.all().has(file.sha256)) await deps.files.verify(file.sha256);
  const proxy = await startGuardedProxy(deps.isAllowed);
  const feed = openLiveFeed({
    open: () => openStream({ url: source.url, proxyUrl: proxy.url }, format),
    longestWaitMs: longestStreamWaitMs,
    onFault: (fault) => tell(deps, entry, 'stream_lost', proxy.refusal() ?? fault),
    clock: deps.clock,
  });
  const sound = createLiveSound({
    feed,
    openFallback: file
      ? () => (deps.files.media().get(file.sha256) === 'held' ? openFile(deps, entry, file) : null)
      : null,
    lengthFrames: (entry.durationMs - fromMs) * framesPerMs,
    leadFrames: Math.max(0, source.delayMs - fromMs) * framesPerMs,
    silentLimitFrames: streamSilenceFrames,
    fault: 'stream_lost',
  });
  return {
    ...sound,
    close: () => {
      sound.close();
      void proxy.close();
    },
  };
}

function openLocal(
  deps: OpenEntryDeps,
  { entry, input, fromMs }: { entry: Entry; input: string; fromMs: number },
): Sound {
  const fault = 'input_unavailable';
  const device = deps.inputs.get(input);
  if (device === undefined) {
    tell(deps, entry, fault, `no --input ${input}=DEVICE was given`);
    return nothing(fault);
  }
  const feed = openLiveFeed({
    open: () => openInput(device, format),
    longestWaitMs: longestInputWaitMs,
    onFault: (reason) => tell(deps, entry, fault, reason),
    clock: deps.clock,
  });
  return createLiveSound({
    ...{ feed, openFallback: null, leadFrames: 0, fault },
    lengthFrames: (entry.durationMs - fromMs) * framesPerMs,
    // Somebody may just not speak.
    silentLimitFrames: Infinity,
  });
}

function tell({ incidents }: OpenEntryDeps, { key }: Entry, code: string, fault: unknown): void {
  const text = fault instanceof Error ? fault.message : String(fault);
  void incidents.report({ what: 'entry', code, detail: `${key}: ${text}`.slice(0, 500) });
}
