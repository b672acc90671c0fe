import type { Refusal } from './piece.ts';
import type { Asked } from './asked.ts';
import type { DayInput } from './day.ts';
import { offerAnswerOf } from './offer-answer.ts';

/**
 * Why an occurrence may not air on this day, wherever it would stand: asked before anything is placed, so
 * that what may not air beats nobody.
 */
export function refusalToAir(asked: Asked, input: DayInput): Refusal | null {
  const { limits, mode, approved } = input;
  const { broadcast } = asked;
  if (!limits.isAirDay) return refuse('silent_day');
  const answer = offerAnswerOf(asked, input);
  if (answer?.is === 'declined') return refuse('declined');
  if (isOffer(asked, input) && answer === null) return refuse('offered');
  if (approved && isFromHere(asked, input) && !approved.has(versionName(broadcast)))
    return refuse('week_not_approved');
  if (asked.refusal) return asked.refusal;
  const kinds = mode?.kinds;
  if (kinds && asked.sounding.some(({ kind, source }) => source !== null && !kinds.includes(kind)))
    return refuse('kind_not_allowed');
  return null;
}

/** A normal bulletin from above that asks for an hour of its own, outside what was agreed once for all. */
function isOffer({ broadcast, content }: Asked, input: DayInput): boolean {
  if (isFromHere({ broadcast }, input) || broadcast.class !== 'normal') return false;
  const { placement } = content;
  return placement.kind !== 'session' || placement.part === 'own';
}

/** Whether it is the commune's own, or a village's: not from a tier above. */
export function isFromHere({ broadcast }: Pick<Asked, 'broadcast'>, { rank }: DayInput): boolean {
  return broadcast.rank >= rank;
}

/** How an approved week names what it holds. */
export function versionName({ id, version }: { id: string; version: number }): string {
  return `${id}@${version}`;
}

function refuse(reason: Refusal['reason']): Refusal {
  return { reason, recordingId: null };
}
