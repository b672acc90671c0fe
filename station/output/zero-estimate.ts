/** When frame 0 sounded, by what the card tells now and then. */
export interface ZeroEstimate {
  zero(): number;
  /** Takes in a measured value, in monotonic ms. */
  observe(measured: number): void;
  /** The card was opened anew: the next values count at once. */
  restart(): void;
}

const kept = 9;
/** A single reading is off by a period of the card. */
const leastForTrust = 3;
const stepMs = 0.5;
/** What is off by more was torn apart, not worn down. */
const tearMs = 20;

/** Follows the card without jerks: its crystal moves it by parts of a millisecond, an underrun at once. */
export function createZeroEstimate(initial: number): ZeroEstimate {
  let zero = initial;
  let recent: number[] = [];
  let isFresh = true;
  return {
    zero: () => zero,
    observe(measured) {
      recent = [...recent, measured].slice(-kept);
      if (recent.length < leastForTrust) return;
      const offMs = median(recent) - zero;
      const isTorn = Math.abs(median(recent.slice(-leastForTrust)) - zero) > tearMs;
      if (isTorn) {
        zero = median(recent.slice(-leastForTrust));
        recent = [];
      } else zero += isFresh ? offMs : Math.max(-stepMs, Math.min(stepMs, offMs));
      if (recent.length === kept) isFresh = false;
    },
    restart() {
      recent = [];
      isFresh = true;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
