import { randomBytes } from 'node:crypto';
import { fromLetters, inFours, toLetters } from '../../core/keys/paper.ts';
import { createHasher, signerOfSeed, type Signer } from '../../runtime/crypto.ts';

const seedBytes = 32;
// 20 bits: a mistyped letter passes once in a million.
const checkLetters = 4;

/** A new recovery key: its private half as it is written down, which is kept nowhere here. */
export function newRecoveryKey(): { onPaper: string; signer: Signer } {
  const seed = randomBytes(seedBytes);
  const letters = toLetters(seed);
  return { onPaper: inFours(letters + checkOf(letters)), signer: signerOfSeed(seed) };
}

/** The signer of what was written down; `null` where it was mistyped. */
export function readRecoveryKey(onPaper: string): Signer | null {
  const letters = onPaper.toUpperCase().replace(/[\s-]/g, '');
  const body = letters.slice(0, -checkLetters);
  const seed = fromLetters(body);
  if (seed?.length !== seedBytes || checkOf(body) !== letters.slice(-checkLetters)) return null;
  return signerOfSeed(seed);
}

function checkOf(letters: string): string {
  return toLetters(createHasher().update(letters).digest()).slice(0, checkLetters);
}
