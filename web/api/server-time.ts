import { readonly, ref } from 'vue';

/** A `Date` header counts in whole seconds, and answers take their time. */
const toleranceMs = 3000;
/** Nobody knows when in so long an exchange the server looked at its clock. */
const longestMs = 5000;

const ahead = ref(0);

/** How far the server's clock is ahead of this machine's, in ms; 0 while they seem to agree. */
export const serverAheadMs = readonly(ahead);

/** Learns the server's time from what it said of an answer; times by this machine's clock, epoch ms. */
export function learnServerTime(
  dateHeader: string | null,
  { askedAt, answeredAt }: { askedAt: number; answeredAt: number },
): void {
  const said = Date.parse(dateHeader ?? '');
  if (Number.isNaN(said) || answeredAt - askedAt > longestMs) return;
  const found = Math.round(said + 500 - (askedAt + answeredAt) / 2);
  const isSame = Math.abs(found - ahead.value) <= toleranceMs;
  if (!isSame) ahead.value = Math.abs(found) <= toleranceMs ? 0 : found;
}

/** The time as the server has it, epoch ms: what airs goes by it. */
export function serverNow(): number {
  return Date.now() + ahead.value;
}
