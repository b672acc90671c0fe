import type { ComponentPublicInstance } from 'vue';
import { computed, onScopeDispose, reactive, watch } from 'vue';
import type { Track, TrackName } from './tracks.ts';
import { toPlaceMs, toTrackSeconds } from './tracks.ts';

export const speeds = [1, 1.25, 1.5, 1.75, 2] as const;

interface PlayerState {
  active: TrackName;
  /** In the source, in ms, so that a change of track stays where it is. */
  placeMs: number;
  isPlaying: boolean;
  speed: number;
  /** Tracks that this browser cannot play. */
  broken: Set<TrackName>;
  /** Where a stretch that is played ends. */
  stopAtMs: number | null;
}

/** Plays the tracks of one version by real audio elements, one at a time. */
export function usePlayer(tracks: () => readonly Track[]) {
  const state = reactive<PlayerState>({
    active: tracks()[0]?.name ?? 'source',
    placeMs: tracks()[0]?.startMs ?? 0,
    isPlaying: false,
    speed: 1,
    broken: new Set(),
    stopAtMs: null,
  });
  const elements = new Map<TrackName, HTMLAudioElement>();
  const track = computed(() => tracks().find(({ name }) => name === state.active) ?? tracks()[0]);
  const moves = createMoves(
    state,
    () => elements.get(state.active),
    () => track.value,
  );

  /** Takes the audio element of a track, as a template's `:ref`. */
  function hold(name: TrackName, held: Element | ComponentPublicInstance | null): void {
    if (held instanceof HTMLAudioElement) elements.set(name, held);
    else elements.delete(name);
  }

  /** Goes on with the other track at the same place. */
  function use(name: TrackName): void {
    if (name === state.active || !tracks().some((one) => one.name === name)) return;
    const { isPlaying, placeMs } = state;
    moves.pause();
    Object.assign(state, { active: name, isPlaying: false });
    moves.seek(placeMs);
    if (isPlaying) void moves.play();
  }

  watch(
    () => state.speed,
    (speed) => elements.forEach((element) => (element.playbackRate = speed)),
  );
  watch(
    () => tracks().map(({ name }) => name),
    (names) => {
      if (!names.includes(state.active)) state.active = names[0] ?? 'source';
    },
  );
  onScopeDispose(() => {
    moves.end();
    elements.forEach((element) => element.pause());
  });
  return { state, track, hold, use, listeners: createListeners(state, moves), ...moves };
}

export type Player = ReturnType<typeof usePlayer>;
type Moves = ReturnType<typeof createMoves>;

function createMoves(
  state: PlayerState,
  current: () => HTMLAudioElement | undefined,
  track: () => Track | undefined,
) {
  let frame = 0;

  /** Reads where the sound is. */
  function follow(): void {
    const [element, now] = [current(), track()];
    if (!element || !now) return;
    state.placeMs = toPlaceMs(now, element.currentTime);
    if (state.stopAtMs === null || state.placeMs < state.stopAtMs) return;
    state.stopAtMs = null;
    element.pause();
  }

  /** Follows it smoothly, as long as it plays. */
  function run(): void {
    cancelAnimationFrame(frame);
    follow();
    if (state.isPlaying) frame = requestAnimationFrame(run);
  }

  async function play(): Promise<void> {
    const element = current();
    if (!element) return;
    element.playbackRate = state.speed;
    await element.play().catch(() => (state.isPlaying = false));
  }

  function pause(): void {
    current()?.pause();
  }

  function seek(toMs: number): void {
    const [element, now] = [current(), track()];
    if (!now) return;
    state.stopAtMs = null;
    state.placeMs = Math.round(Math.min(Math.max(toMs, now.startMs), now.endMs));
    if (element) element.currentTime = toTrackSeconds(now, state.placeMs);
  }

  return {
    follow,
    run,
    play,
    pause,
    seek,
    toggle: () => (state.isPlaying ? pause() : void play()),
    /** Plays a stretch and stops at its end. */
    playSpan: (fromMs: number, toMs: number) => {
      seek(fromMs);
      state.stopAtMs = toMs;
      void play();
    },
    end: () => cancelAnimationFrame(frame),
  };
}

/** What an audio element's events do; those of a track that rests are not heard. */
function createListeners(state: PlayerState, { run, follow }: Moves) {
  return (name: TrackName) => {
    const ifActive = (act: () => void) => () => {
      if (name === state.active) act();
    };
    const rest = ifActive(() => {
      state.isPlaying = false;
      follow();
    });
    return {
      play: ifActive(() => {
        state.isPlaying = true;
        run();
      }),
      pause: rest,
      ended: rest,
      timeupdate: ifActive(follow),
      seeked: ifActive(follow),
      error: () => void state.broken.add(name),
    };
  };
}
