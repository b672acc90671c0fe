import { z } from 'zod';
import { sha256 } from '../scalar.ts';
import { signedHead } from './head.ts';

/** Body of a push to an endpoint that can be reached: `POST` to its URL, header `Loa-Signature`. */
export const pushBody = z.strictObject({
  head: signedHead,
  /** Canonical bytes of each playlist that the head names, as text. */
  playlists: z.array(z.string()).max(16),
});
export type PushBody = z.output<typeof pushBody>;

/** What a receiver answers, with status 200. */
export const pushAnswer = z.object({
  /** The head's sequence that it now holds. */
  sequence: z.int(),
  holds: z.array(sha256).max(16),
});
export type PushAnswer = z.output<typeof pushAnswer>;
