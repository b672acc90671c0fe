import type { AsRunRow } from '../../contract/http/occurrences.ts';
import type { HeardSound } from './check-sound.ts';
import { soundKey } from './as-run-table.ts';

export interface FigureInput {
  rows: readonly AsRunRow[];
  sounds: ReadonlyMap<string, HeardSound>;
  recordings: number;
  transcodeSeconds: number;
  /** Different playlists of the day. */
  playlists: number;
  /** Pushes that a receiver took. */
  pushes: number;
}

interface Spread {
  p50: number | null;
  p99: number | null;
  max: number | null;
}

/** The demo in figures; times in milliseconds, without their sign. */
export interface Figures {
  /** Agents, all of which were to play. */
  endpoints: number;
  receivers: number;
  recordings: number;
  transcodeSeconds: number;
  playlists: number;
  pushes: number;
  /** Receivers that took all that they were to get. */
  delivered: number;
  plays: number;
  startErrorMs: Spread;
  /** Entries that were due and are neither played nor delivered. */
  missed: number;
  soundsFound: number;
  soundErrorMs: Spread;
  lowestCorrelation: number | null;
  ok: boolean;
}

export function figuresOf(input: FigureInput): Figures {
  const { rows, sounds } = input;
  const agents = rows.filter((row) => row.endpointKind === 'agent');
  const receivers = rows.filter((row) => row.endpointKind === 'receiver');
  const played = agents.filter((row) => row.verdict === 'played');
  const waiting = receivers.filter((row) => row.verdict !== 'delivered');
  const endpointsOf = (some: readonly AsRunRow[]) =>
    new Set(some.map(({ endpointId }) => endpointId)).size;
  const found = played.flatMap((row) => {
    const sound = sounds.get(soundKey(row));
    return sound?.found ? [sound] : [];
  });
  const missed = agents.length - played.length + waiting.length;
  const delivered = endpointsOf(receivers) - endpointsOf(waiting);
  return {
    endpoints: endpointsOf(agents),
    receivers: endpointsOf(receivers),
    recordings: input.recordings,
    transcodeSeconds: round(input.transcodeSeconds, 2),
    playlists: input.playlists,
    pushes: input.pushes,
    delivered,
    plays: played.length,
    startErrorMs: spread(played.flatMap(({ startErrorMs }) => startErrorMs ?? [])),
    missed,
    soundsFound: found.length,
    soundErrorMs: spread(found.map(({ offsetMs }) => offsetMs)),
    lowestCorrelation: lowest(found.map(({ correlation }) => correlation)),
    ok: missed === 0 && delivered > 0 && played.length > 0 && found.length === played.length,
  };
}

function spread(values: readonly number[]): Spread {
  const sorted = values.map((value) => Math.abs(value)).sort((a, b) => a - b);
  // The smallest value that at least this share does not exceed.
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  const figure = (value: number | undefined) => (value === undefined ? null : round(value, 1));
  return { p50: figure(at(0.5)), p99: figure(at(0.99)), max: figure(at(1)) };
}

function lowest(values: readonly number[]): number | null {
  return values.length === 0 ? null : round(Math.min(...values), 4);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
