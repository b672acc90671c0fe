import type { Refusal } from './piece.ts';
import type { Asked } from './asked.ts';
import type { DayInput } from './day.ts';
import { isFromHere } from './from-here.ts';
import { isOffer, offerAnswerOf } from './offer-answer.ts';

/**
 * Why an occurrence may not air on this day, wherever it would stand: asked before anything is placed, so
 * that what may not air beats nobody. What people said comes last, so that they are asked only for what
 * could air.
 */
export function refusalToAir(asked: Asked, input: DayInput): Refusal | null {
  const { limits, mode } = input;
  if (!limits.isAirDay) return refuse('silent_day');
  if (asked.refusal) return asked.refusal;
  const kinds = mode?.kinds;
  if (kinds && asked.sounding.some(({ kind, source }) => source !== null && !kinds.includes(kind)))
    return refuse('kind_not_allowed');
  // A guest was taken in and approved on its own day, as it was then.
  if (asked.guest?.version === asked.broadcast.version) return null;
  const answer = offerAnswerOf(asked, input);
  if (answer?.is === 'declined') return refuse('declined');
  if (isOffer(asked, input) && answer === null) return refuse('offered');
  return isApproved(asked, input) ? null : refuse('week_not_approved');
}

/** Whether the week's programme holds it as it is now; what comes from above is not the commune's to approve. */
function isApproved({ broadcast }: Asked, input: DayInput): boolean {
  const { approved } = input;
  return (
    approved === null || !isFromHere({ broadcast }, input) || approved.has(versionName(broadcast))
  );
}

/** How an approved week names what it holds. */
export function versionName({ id, version }: { id: string; version: number }): string {
  return `${id}@${version}`;
}

function refuse(reason: Refusal['reason']): Refusal {
  return { reason, recordingId: null };
}
