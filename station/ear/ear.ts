import type { Hearing } from '../../core/station/hearing.ts';
import { judgeHearing, latestLevels } from '../../media/ear/hearing.ts';
import { createLevelLine, levelsPerSecond } from '../../media/ear/level-line.ts';
import type { PcmDecoder } from '../../media/pcm.ts';
import type { Clock } from '../../runtime/clock.ts';
import { bytesPerFrame, sampleRate, type Output } from '../output/output.ts';
import type { Capture } from './capture.ts';
import { keepListening, type Microphone } from './keep-listening.ts';

/** A microphone near the loudspeaker: it is open only while something plays, and no sound of it is kept. */
export interface Ear {
  /** The same output; the ear learns from it what plays. */
  listenTo(output: Output): Output;
  /** An entry begins to sound. */
  begin(): void;
  /** What was heard of the entry that sounded between these times, monotonic ms. */
  end(from: number, to: number): Hearing;
  close(): void;
}

export interface EarDeps {
  open: () => PcmDecoder;
  clock: Clock;
  onFault: (fault: unknown) => void;
}

const levelMs = 1000 / levelsPerSecond;
/** More is not needed to be sure, however long a relay is. */
const mostLevels = 300 * levelsPerSecond;
/** Entries follow each other: the microphone is not closed between them. */
const lingerMs = 5000;

export function createEar({ open, clock, onFault }: EarDeps): Ear {
  const played = createPlayedLine();
  let microphone: Microphone | null = null;
  let idle: AbortController | null = null;
  const shut = () => {
    microphone?.close();
    microphone = null;
  };
  return {
    listenTo: (output) => played.of(output),
    begin() {
      idle?.abort();
      idle = null;
      microphone ??= keepListening({ open, clock, onFault });
    },
    end(from, to) {
      idle = new AbortController();
      clock.sleep(lingerMs, idle.signal).then(shut, () => {});
      const capture = microphone?.longest();
      return capture ? judge(played, capture, { from, to }) : 'unknown';
    },
    close() {
      idle?.abort();
      shut();
    },
  };
}

function judge(
  played: PlayedLine,
  capture: Capture,
  { from, to }: { from: number; to: number },
): Hearing {
  const heardSince = capture.startedAt();
  const until = Math.floor((to - played.startedAt()) / levelMs);
  const since = Math.max(
    Math.ceil((Math.max(from, heardSince) - played.startedAt()) / levelMs),
    until - mostLevels,
  );
  if (!Number.isFinite(heardSince) || until <= since) return 'unknown';
  const first = Math.round((played.startedAt() + since * levelMs - heardSince) / levelMs);
  const limited = capture.limited.slice(first).reduce((sum, count) => sum + count, 0);
  const samples = ((capture.limited.length - first) * sampleRate) / levelsPerSecond;
  return judgeHearing({
    played: played.slice(since, until),
    heard: capture.levels.slice(Math.max(0, first)),
    limitShare: samples > 0 ? limited / samples : 0,
  });
}

/** Levels of all that the output was given; places count from its first frame. */
interface PlayedLine {
  of(output: Output): Output;
  startedAt(): number;
  slice(from: number, to: number): number[];
}

function createPlayedLine(): PlayedLine {
  const line = createLevelLine(sampleRate);
  let levels: number[] = [];
  let forgotten = 0;
  let listened: Output | null = null;
  const keep = (pcm: Buffer) => {
    const samples = new Int16Array(pcm.length / bytesPerFrame);
    for (let i = 0; i < samples.length; i += 1) samples[i] = pcm.readInt16LE(i * bytesPerFrame);
    levels.push(...line.add(samples));
    const surplus = levels.length - 2 * (mostLevels + latestLevels);
    if (surplus <= 0) return;
    const cut = levels.length - (mostLevels + latestLevels);
    levels = levels.slice(cut);
    forgotten += cut;
  };
  return {
    of(output) {
      listened = output;
      return {
        // A card's clock creeps.
        get startedAt() {
          return output.startedAt;
        },
        aheadMs: output.aheadMs,
        write(pcm) {
          keep(pcm);
          return output.write(pcm);
        },
        close: () => output.close(),
      };
    },
    startedAt: () => listened?.startedAt ?? 0,
    slice: (from, to) => levels.slice(Math.max(0, from - forgotten), Math.max(0, to - forgotten)),
  };
}
