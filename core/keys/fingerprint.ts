import { toLetters } from './paper.ts';

const fingerprintBytes = 10;

/** What people compare of something that is named by its SHA-256 (raw bytes): 80 bits, 16 letters. */
export function fingerprintOf(hash: Uint8Array): string {
  return toLetters(hash.subarray(0, fingerprintBytes));
}
