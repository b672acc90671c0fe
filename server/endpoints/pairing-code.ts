import { randomInt } from 'node:crypto';

// No 0, O, 1, I: they are read to each other on the telephone.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const length = 8;

/** How long a code may be used. */
export const pairingCodeLifeMs = 24 * 3_600_000;

/** A new code: 40 random bits. */
export function newPairingCode(): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
