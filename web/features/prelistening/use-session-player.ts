import { computed, onScopeDispose, reactive, watch } from 'vue';
import {
  lengthOf,
  spotAt,
  startOfLine,
  stretchesOf,
  type Reach,
  type Spot,
} from '../../../core/prelistening/stretches.ts';
import type { HeardLine } from '../../../core/prelistening/heard-lines.ts';
import { StretchRun } from './stretch-run.ts';
import type { Cue } from './turns.ts';

export const speeds = [1, 1.25, 1.5, 2] as const;

/** Farther into a line than this, going back means to its beginning, in ms. */
const backMs = 2000;

interface PlayerState {
  reach: Reach;
  speed: number;
  isPlaying: boolean;
  /** How much is played of all that is to be played, in ms of sound. */
  offsetMs: number;
  /** Lines whose file could not be played, by key. */
  broken: Set<string>;
}

type AddressOf = (file: NonNullable<HeardLine['file']>) => string;

/** Plays the lines of a session one after the other, joined as the loudspeaker joins them. */
export function useSessionPlayer(lines: readonly HeardLine[], addressOf: AddressOf) {
  const state = reactive<PlayerState>({
    ...{ reach: 'all', speed: 1, isPlaying: false, offsetMs: 0, broken: new Set() },
  });
  const playable = computed(() =>
    lines.map((line) => (state.broken.has(line.key) ? { ...line, file: null } : line)),
  );
  const stretches = computed(() => stretchesOf(playable.value, state.reach));
  const totalMs = computed(() => lengthOf(stretches.value));
  const lineAt = ({ index }: Spot) => stretches.value[index]?.line ?? 0;
  /** Index of the line that sounds; `null` at the end. */
  const current = computed(() => {
    const spot = spotAt(stretches.value, state.offsetMs);
    return spot && lineAt(spot);
  });
  const run = new StretchRun({
    stretches: () => stretches.value,
    cueOf: (spot) => cueOf(playable.value[lineAt(spot)], spot, addressOf),
    speed: () => state.speed,
    onPlace: (offsetMs) => (state.offsetMs = offsetMs),
    onRest: () => (state.isPlaying = false),
    onBroken: (spot) => {
      const line = lineAt(spot);
      const { key } = playable.value[line] ?? {};
      if (key !== undefined) state.broken.add(key);
      // As silence it is shorter: everything after it has moved.
      run.begin(startOfLine(stretches.value, line));
    },
  });
  const moves = createMoves({
    state,
    run,
    stretches: () => stretches.value,
    current: () => current.value,
  });

  watch(
    () => state.speed,
    (speed, before) => run.changeSpeed(speed, before),
  );
  watch(
    () => state.reach,
    (_, before) => {
      const old = stretchesOf(playable.value, before);
      const line = old[spotAt(old, state.offsetMs)?.index ?? -1]?.line ?? 0;
      moves.seek(startOfLine(stretches.value, line));
    },
  );
  onScopeDispose(moves.pause);
  return { state, totalMs, current, ...moves };
}

export type SessionPlayer = ReturnType<typeof useSessionPlayer>;

function cueOf(line: HeardLine | undefined, { lineMs }: Spot, addressOf: AddressOf): Cue | null {
  if (!line?.file) return null;
  const { file, volumePercent, gainDb } = line;
  const volume = ((volumePercent ?? 100) / 100) * 10 ** (gainDb / 20);
  return {
    address: addressOf(file),
    seconds: (file.fromMs + lineMs) / 1000,
    volume: Math.min(1, volume),
  };
}

function createMoves(given: {
  state: PlayerState;
  run: StretchRun;
  stretches: () => ReturnType<typeof stretchesOf>;
  current: () => number | null;
}) {
  const { state, run, stretches, current } = given;

  function begin(offsetMs: number): void {
    state.isPlaying = true;
    run.begin(offsetMs);
  }

  function pause(): void {
    run.pause();
    state.isPlaying = false;
  }

  function seek(offsetMs: number): void {
    const to = Math.min(Math.max(0, offsetMs), lengthOf(stretches()));
    if (state.isPlaying) begin(to);
    else state.offsetMs = to;
  }

  return {
    pause,
    seek,
    toggle: () => {
      if (state.isPlaying) pause();
      else begin(current() === null ? 0 : state.offsetMs);
    },
    /** Plays from a line on. */
    playLine: (line: number) => begin(startOfLine(stretches(), line)),
    /** To the next line, or back: first to the beginning of this one. */
    step: (by: -1 | 1) => {
      const line = current() ?? (stretches().at(-1)?.line ?? 0) + 1;
      const inLineMs = state.offsetMs - startOfLine(stretches(), line);
      const to = by < 0 && inLineMs > backMs ? line : Math.max(0, line + by);
      seek(startOfLine(stretches(), to));
    },
  };
}
