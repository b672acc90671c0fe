import type { OfferAnswered } from '../../../contract/http/offers.ts';

/** The value that stands for "as it was asked", which no session key can be. */
export const asAsked = '-';

/** The sessions in which an offer finds room. */
export function roomySessions({ sessions, soundMs }: OfferAnswered): OfferAnswered['sessions'] {
  return sessions.filter(({ roomMs }) => roomMs >= soundMs);
}

/** What is chosen before anybody chooses: what was answered, else what is suggested; empty: nothing fits. */
export function firstChoice(offer: OfferAnswered): string {
  const { answer, suggests, mayAirAsAsked } = offer;
  const roomy = roomySessions(offer).map(({ key }) => key);
  if (answer?.is === 'accepted') {
    if (answer.sessionKey === null) return asAsked;
    if (roomy.includes(answer.sessionKey)) return answer.sessionKey;
  }
  if (suggests !== null && roomy.includes(suggests)) return suggests;
  if (mayAirAsAsked) return asAsked;
  return roomy[0] ?? '';
}
