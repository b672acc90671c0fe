import { occurrencesOn } from '../broadcast/occurrence.ts';
import type { Content } from '../broadcast/broadcast.ts';
import type { Slot } from '../recurrence/slots.ts';
import { parseOccurrenceId } from '../recurrence/occurrence-id.ts';
import type { DayInput, Guest, RankedBroadcast } from './day.ts';
import type { Piece, Refusal } from './piece.ts';
import { isRefusal, piecesOf } from './piece.ts';

/** An occurrence that asks for air on the day. */
export interface Asked {
  id: string;
  broadcast: RankedBroadcast;
  content: Content;
  slot: Slot | null;
  /** What it would sound, in order; refusals stand where a recording may not air. */
  pieces: (Piece | Refusal)[];
  /** Set for one that an earlier day had no room for. */
  guest: Guest | null;
}

/** All that ask: those of the day, and guests of earlier days. */
export function askedOn(input: DayInput): Asked[] {
  const own = input.broadcasts.flatMap((broadcast) =>
    occurrencesOn(broadcast, input.date).map(({ id, content, slot }) => ({
      id,
      broadcast,
      content,
      slot,
      pieces: soundOf(id, content, input),
      guest: null,
    })),
  );
  const guests = input.guests.flatMap((guest) => askedAsGuest(guest, input));
  return [...own, ...guests];
}

/** The first reason why it may not air, by what it would sound. */
export function refusalOf({ pieces }: Asked): Refusal | null {
  return pieces.find(isRefusal) ?? null;
}

/** What sounds of it; only asked where {@link refusalOf} has nothing to say. */
export function soundingOf({ pieces }: Asked): Piece[] {
  return pieces.filter((piece): piece is Piece => !isRefusal(piece));
}

function askedAsGuest(guest: Guest, input: DayInput): Asked[] {
  const broadcast = input.broadcasts.find(({ id }) => id === guest.broadcastId);
  const date = parseOccurrenceId(guest.occurrence)?.date;
  if (!broadcast || date === undefined || guest.untilDate < input.date) return [];
  const named = occurrencesOn(broadcast, date).find(({ id }) => id === guest.occurrence);
  if (!named) return [];
  const { id, content, slot } = named;
  return [{ id, broadcast, content, slot, pieces: soundOf(id, content, input), guest }];
}

function soundOf(id: string, { items }: Content, input: DayInput): (Piece | Refusal)[] {
  return items.flatMap((item, index) => piecesOf(item, `${id}/${index}`, input));
}
