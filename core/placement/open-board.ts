import type { Board, Contender, SessionRun } from './board.ts';
import { joinSpans } from './join-spans.ts';
import { shortestOf } from './length.ts';
import type { Block, PlacedSession, PlacementInput, Wish } from './placement.ts';
import { compareInPart, comparePower } from './power.ts';

/** The day before anything is seated; what belongs to no session has left, a guest has no room yet. */
export function openBoard(input: PlacementInput): Board {
  const quiet = joinSpans(input.quiet);
  const closed = quiet.length === 0 ? input.kept : joinSpans([...input.kept, ...quiet]);
  const runs = input.sessions.map(openRun).sort((a, b) => a.session.startMs - b.session.startMs);
  const contenders = input.blocks.map((block) => enter(block, runs));
  for (const { parts } of runs) for (const part of parts) part.waiting.sort(compareInPart);
  return {
    input,
    quiet,
    closed,
    runs,
    contenders,
    air: closed.map(({ fromMs, toMs }) => ({ fromMs, toMs, by: null })),
    hards: contenders.filter(({ block }) => block.wish.kind === 'hard').sort(comparePower),
    softs: contenders.filter(({ block }) => block.wish.kind === 'soft').sort(comparePower),
    soundMs: 0,
  };
}

function openRun(session: PlacedSession): SessionRun {
  const parts = session.parts.map(({ anchorMs, budgetMs }) => ({
    anchorMs,
    leftMs: budgetMs,
    waiting: [],
  }));
  return { session, parts, soundMs: 0 };
}

function enter(block: Block, runs: readonly SessionRun[]): Contender {
  const { wish } = block;
  switch (wish.kind) {
    case 'hard':
    case 'soft':
      return contender(block, { wishMs: wish.atMs, untilMs: wish.atMs + wish.maxDelayMs });
    case 'session':
      return enterSession(block, wish, runs);
    case 'guest':
      return contender(block, { left: { reason: 'no_room', beatenBy: null } });
  }
}

function enterSession(
  block: Block,
  { sessionId, part, payer }: Extract<Wish, { kind: 'session' }>,
  runs: readonly SessionRun[],
): Contender {
  const run = runs.find(({ session }) => session.id === sessionId);
  if (!run) return contender(block, { left: { reason: 'no_session', beatenBy: null } });
  const wishMs = run.session.startMs;
  const [own, paying] = [run.parts[part], run.parts[payer]];
  if (!own || !paying)
    return contender(block, { wishMs, left: { reason: 'part_missing', beatenBy: null } });
  const waiting = contender(block, { wishMs, home: { run, payer: paying } });
  own.waiting.push(waiting);
  return waiting;
}

function contender(block: Block, more: Partial<Contender>): Contender {
  return {
    block,
    wishMs: more.wishMs ?? Infinity,
    untilMs: more.untilMs ?? Infinity,
    home: more.home ?? null,
    wholeMs: block.durationMs,
    shortestMs: shortestOf(block),
    lastStartMs: -Infinity,
    seat: null,
    left: more.left ?? null,
  };
}
