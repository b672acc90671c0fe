import type { OfferAnswered } from '../../../contract/http/offers.ts';
import { asAsked, roomySessions } from './session-choices.ts';

/** What waits for an answer of one broadcast at one station: it is heard once, and may be answered together. */
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
    const { broadcastId, stationId, because, mayAnswer } = offer;
    const key = [broadcastId, stationId, because, mayAnswer].join(' ');
    const known = series.get(key);
    if (known) known.later.push(offer);
    else series.set(key, { offer, later: [] });
  }
  return [...series.values()];
}

/** Whether an offer can be taken where another was: a day may lack the session, or the room in it. */
export function canTake(offer: OfferAnswered, chosen: string): boolean {
  if (chosen === asAsked) return offer.mayAirAsAsked;
  return roomySessions(offer).some(({ key }) => key === chosen);
}
