import type { Content } from '../broadcast/broadcast.ts';
import { occurrencesOn, type Occurrence } from '../broadcast/occurrence.ts';
import type { Shrink } from '../placement/placement.ts';
import { parseOccurrenceId } from '../recurrence/occurrence-id.ts';
import { createOccursOn } from '../recurrence/occurs-on.ts';
import type { Slot } from '../recurrence/slots.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { Guest } from './guest.ts';
import type { RankedBroadcast } from './ranked-broadcast.ts';
import type { Piece, PieceInput, Refusal } from './piece.ts';
import { isRefusal, piecesOf } from './piece.ts';
import { shrinkOf } from './shrink-pieces.ts';

/** An occurrence that asks for air on a day: the same wherever it is heard. */
export interface Asked {
  id: string;
  broadcast: RankedBroadcast;
  content: Content;
  slot: Slot | null;
  /** What it would sound, in order; refusals stand where a recording may not air. */
  pieces: readonly (Piece | Refusal)[];
  /** The first reason why it may not air, by what it would sound. */
  refusal: Refusal | null;
  /** What sounds of it where nothing is refused. */
  sounding: readonly Piece[];
  /** Their length together, in ms. */
  soundMs: number;
  shrink: Shrink;
  /** Set for one that an earlier day had no room for. */
  guest: Guest | null;
}

/** Works occurrences out, each once, however many places hear it. */
export interface Asking extends PieceInput {
  on(broadcast: RankedBroadcast, date: LocalDate): readonly Asked[];
  /** A guest as it asks on a later day; `null` where it is no occurrence any more. */
  guest(guest: Guest, broadcast: RankedBroadcast): Asked | null;
}

export function createAsking(input: PieceInput): Asking {
  const known = new Map<RankedBroadcast, Known>();
  const on = (broadcast: RankedBroadcast, date: LocalDate) => {
    const { days, isOn } = known.get(broadcast) ?? {
      days: new Map<LocalDate, readonly Asked[]>(),
      isOn: createOccursOn(broadcast.dates),
    };
    known.set(broadcast, { days, isOn });
    const found =
      days.get(date) ?? askedOn(occurrencesOn(broadcast, date, isOn(date)), { broadcast, input });
    days.set(date, found);
    return found;
  };
  return {
    ...input,
    on,
    guest: (guest, broadcast) => {
      const date = parseOccurrenceId(guest.occurrence)?.date;
      const asked = date === undefined ? [] : on(broadcast, date);
      const named = asked.find(({ id }) => id === guest.occurrence);
      return named ? { ...named, guest } : null;
    },
  };
}

/** What is known of a broadcast. */
interface Known {
  days: Map<LocalDate, readonly Asked[]>;
  isOn: (date: LocalDate) => boolean;
}

function askedOn(
  occurrences: readonly Occurrence[],
  { broadcast, input }: { broadcast: RankedBroadcast; input: PieceInput },
): Asked[] {
  return occurrences.map(({ id, content, slot }) => {
    const pieces = content.items.flatMap((item, index) => piecesOf(item, `${id}/${index}`, input));
    const sounding = pieces.filter((piece): piece is Piece => !isRefusal(piece));
    return {
      ...{ id, broadcast, content, slot, pieces, sounding, guest: null },
      refusal: pieces.find(isRefusal) ?? null,
      soundMs: sounding.reduce((sum, { durationMs }) => sum + durationMs, 0),
      shrink: shrinkOf(sounding),
    };
  });
}
