import { createHash } from 'node:crypto';
import type { Profile } from './profile.ts';

// Raised by hand whenever the same profile would give other bytes than before.
const chainVersion = 3;

/**
 * Names everything that decides a rendition beside source and cut, in 12 characters: one that was
 * made by another recipe is outdated.
 */
export function recipeOf(profile: Profile): string {
  const text = JSON.stringify({ chainVersion, profile }, inOrder);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** The order in which a profile happens to be written down is no part of it. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
