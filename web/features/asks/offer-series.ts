import type { OfferAnswered } from '../../../contract/http/offers.ts';
import { parseOccurrenceId } from '../../../core/recurrence/occurrence-id.ts';
import { asAsked, roomySessions } from './session-choices.ts';

/**
 * What waits for an answer of one broadcast at one station and sounds the same on each of its days: it is heard
 * once, and may be answered together.
 */
export interface OfferSeries {
  /** The one whose deadline is the nearest. */
  offer: OfferAnswered;
  /** Of the days after it. */
  later: OfferAnswered[];
}

/** Offers by what they are of, in the order in which each is asked first. */
export function seriesOf(offers: readonly OfferAnswered[]): OfferSeries[] {
  const series = new Map<string, OfferSeries>();
  for (const offer of [...offers].sort((a, b) => a.deadline - b.deadline)) {
    const known = series.get(keyOf(offer));
    if (known) known.later.push(offer);
    else series.set(keyOf(offer), { offer, later: [] });
  }
  return [...series.values()];
}

/** What airs twice a day is asked for each time; what fits nowhere is not in the way of other days. */
function keyOf(offer: OfferAnswered): string {
  const { broadcastId, stationId, because, mayAnswer, title, soundMs, sounds } = offer;
  const slotId = parseOccurrenceId(offer.occurrence)?.slotId;
  const fitsSomewhere = offer.mayAirAsAsked || roomySessions(offer).length > 0;
  const sound = [title, soundMs, ...sounds.map(({ recordingId }) => recordingId)];
  return JSON.stringify([broadcastId, slotId, stationId, because, mayAnswer, fitsSomewhere, sound]);
}

/** Whether an offer can be taken where another was: a day may lack the session, or the room in it. */
export function canTake(offer: OfferAnswered, chosen: string): boolean {
  if (chosen === asAsked) return offer.mayAirAsAsked;
  return roomySessions(offer).some(({ key }) => key === chosen);
}
