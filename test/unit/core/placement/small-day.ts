import { place } from '../../../../core/placement/place.ts';
import type {
  Block,
  Outcome,
  PlacedSession,
  PlacementInput,
  Wish,
} from '../../../../core/placement/placement.ts';

type AtWish = Extract<Wish, { kind: 'hard' | 'soft' }>;
type SessionWish = Extract<Wish, { kind: 'session' }>;

function block(id: string, durationMs: number, wish: Wish, more: Partial<Block>): Block {
  const plain = { class: 'normal', rank: 1, shrink: { by: 'nothing' }, guestIn: [] } as const;
  return { id, durationMs, wish, ...plain, ...more };
}

export const strong = { class: 'priority' } as const;
export const cutTo = (shortestMs: number) => ({ shrink: { by: 'cutting', shortestMs } }) as const;

/** A hard block; beaten, it leaves unless told otherwise. */
export function hard(
  id: string,
  [atMs, durationMs]: [number, number],
  more: Partial<Block & AtWish> = {},
): Block {
  const { maxDelayMs = 100, whenBeaten = 'skip', ...rest } = more;
  return block(id, durationMs, { kind: 'hard', atMs, maxDelayMs, whenBeaten }, rest);
}

/** A soft block that may begin `maxDelayMs` after its wish. */
export function soft(
  id: string,
  [atMs, maxDelayMs, durationMs]: [number, number, number],
  more: Partial<Block> = {},
): Block {
  return block(id, durationMs, { kind: 'soft', atMs, maxDelayMs, whenBeaten: 'queue' }, more);
}

/** A block of the session `s`, in its first part unless told otherwise; its own part pays. */
export function item(
  id: string,
  durationMs: number,
  more: Partial<Block & SessionWish> = {},
): Block {
  const { sessionId = 's', part = 0, payer = part, order = 0, ...rest } = more;
  return block(id, durationMs, { kind: 'session', sessionId, part, payer, order }, rest);
}

/** A guest of the session `s`. */
export function guest(id: string, durationMs: number, more: Partial<Block> = {}): Block {
  const guestIn = [{ sessionId: 's', payer: 0 }];
  return block(id, durationMs, { kind: 'guest' }, { guestIn, ...more });
}

/** The session `s` with one part that has budget for more than all of it. */
export function session(
  [startMs, latestEndMs]: [number, number],
  more: Partial<PlacedSession> = {},
): PlacedSession {
  const parts = [{ budgetMs: 1000, anchorMs: null }];
  return { id: 's', startMs, latestEndMs, parts, capMs: null, ...more };
}

/** From 0 to 1000, with nothing in it but these blocks. */
export function day(blocks: Block[], more: Partial<PlacementInput> = {}): PlacementInput {
  return {
    fromMs: 0,
    midnightMs: 1000,
    kept: [],
    sessions: [],
    blocks,
    quiet: [],
    dayCapMs: null,
    ...more,
  };
}

export const from = (fromMs: number, toMs: number) => ({ fromMs, toMs });

/** Of each block, in which span it sounds, or why it does not. */
export function told(input: PlacementInput): Record<string, string> {
  return Object.fromEntries(place(input).map((outcome) => [outcome.id, tell(outcome)]));
}

function tell(outcome: Outcome): string {
  if (!('reason' in outcome)) return `${outcome.startsAt}-${outcome.startsAt + outcome.soundMs}`;
  return outcome.beatenBy === null ? outcome.reason : `${outcome.reason} by ${outcome.beatenBy}`;
}
