import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

// Crockford's base 32 in lower case: its order as text is its order as numbers.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeChars = 10;
const randomChars = 16;

/**
 * A new ULID in lower case: 26 characters, 48 bits of epoch milliseconds and then 80 random bits,
 * so ids sort by the millisecond in which they were made.
 */
export function newId(clock: Clock): string {
  return encodeTime(clock.now()) + encodeRandom();
}

function encodeTime(epochMs: number): string {
  let rest = Math.floor(epochMs);
  let text = '';
  for (let i = 0; i < timeChars; i += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeRandom(): string {
  let text = '';
  for (const byte of randomBytes(randomChars)) text += alphabet.charAt(byte % 32);
  return text;
}

/** What every id made at this instant or later is not below, and every earlier one is. */
export function idFloor(epochMs: number): string {
  return encodeTime(epochMs);
}
