import { parseOccurrenceId } from '../recurrence/occurrence-id.ts';
import type { Entry } from '../playlist/playlist.ts';
import { endOf, mediaOf } from '../playlist/playlist.ts';
import type { Span } from '../placement/placement.ts';
import { contentOn } from '../broadcast/broadcast.ts';
import type { Asked } from './asked.ts';
import type { DayInput, Ruling } from './day.ts';
import type { HeldSession, KeptUse } from './held-session.ts';
import { signatureOccurrence } from './held-session.ts';
import { isRefusal } from './piece.ts';

/** What a recompile leaves where it is. */
export interface Kept extends KeptUse {
  entries: readonly Entry[];
  /** By occurrence; signatures of sessions have none. */
  rulings: ReadonlyMap<string, Ruling>;
  /** Air that is not free any more, in order, apart. */
  spans: readonly Span[];
}

/** Whether an occurrence may still air at all, whatever its time. */
export type MayAir = (asked: Asked) => boolean;

/**
 * What starts before the freeze ends stays where it is. Inside it a recompile only removes: what lost its
 * broadcast, its approval, its hour or its place, unless it has ended, because history does not change.
 */
export function keptOf(
  input: DayInput,
  given: { asked: readonly Asked[]; sessions: readonly HeldSession[]; mayAir: MayAir },
): Kept {
  const { entries, rulings } = input.before;
  const begun = new Set<string>();
  for (const entry of entries) if (entry.startsAt < input.frozenUntil) begun.add(entry.occurrence);
  if (begun.size === 0 && input.busyUntil === 0) return nothingKept;
  const asked = new Map(given.asked.map((one) => [one.id, one]));
  const signatures = new Set(
    given.sessions.map(({ session }) => signatureOccurrence(session, input.date)),
  );
  const stays = (entry: Entry) => {
    if (endOf(entry) <= input.now) return true;
    if (isInQuiet(entry, input)) return false;
    const one = asked.get(entry.occurrence);
    if (!one) return signatures.has(entry.occurrence) && isStillApproved(entry, input);
    return given.mayAir(one) && isStillIn(one, entry);
  };
  const kept = entries.filter((entry) => begun.has(entry.occurrence) && stays(entry));
  const known = new Map(rulings.map((ruling) => [ruling.occurrence, ruling]));
  const keptRulings = new Map<string, Ruling>();
  for (const entry of kept) {
    const { occurrence } = entry;
    if (keptRulings.has(occurrence) || signatures.has(occurrence)) continue;
    keptRulings.set(occurrence, keptRuling(entry, known.get(occurrence), input));
  }
  return {
    entries: kept,
    rulings: keptRulings,
    spans: spansOf(kept, input),
    ...useOf(kept, keptRulings, given.sessions, input),
  };
}

const nothingKept: Kept = {
  entries: [],
  rulings: new Map(),
  spans: [],
  partMs: () => 0,
  sessionMs: () => 0,
};

/** A later compile knows only that it is frozen; what was said of it when its time came stays said. */
function keptRuling(entry: Entry, known: Ruling | undefined, input: DayInput): Ruling {
  if (known?.airs && known.startsAt === entry.startsAt) return known;
  const broadcastId = parseOccurrenceId(entry.occurrence)?.broadcastId ?? '';
  const broadcast = input.broadcasts.find(({ id }) => id === broadcastId);
  const content = broadcast && contentOn(broadcast, input.date);
  const placement = content?.placement;
  return {
    occurrence: entry.occurrence,
    broadcastId,
    title: content?.title ?? entry.title,
    airs: true,
    reason: 'frozen',
    startsAt: entry.startsAt,
    soundMs: entry.durationMs,
    sessionKey: placement?.kind === 'session' ? placement.sessionKey : null,
    part: placement?.kind === 'session' ? placement.part : null,
    recordingId: null,
    beatenBy: null,
  };
}

function isInQuiet(entry: Entry, { quiet }: DayInput): boolean {
  return quiet.some(({ fromMs, toMs }) => fromMs < endOf(entry) && entry.startsAt < toMs);
}

/** Whether the occurrence still sounds this: the same file, or the same stream. */
function isStillIn({ pieces }: Asked, entry: Entry): boolean {
  const media = mediaOf(entry)?.sha256;
  return pieces.some((piece) => {
    if (isRefusal(piece) || piece.source?.type !== entry.source.type) return false;
    if (piece.notAfter !== null && endOf(entry) > piece.notAfter) return false;
    if (piece.source.type === 'media') return piece.source.profiles['mp3-48k']?.sha256 === media;
    return piece.key === entry.key;
  });
}

function isStillApproved(entry: Entry, { asking: { library } }: DayInput): boolean {
  const media = mediaOf(entry)?.sha256;
  for (const { state, profiles } of library.values())
    if (state === 'approved' && profiles['mp3-48k']?.sha256 === media) return true;
  return false;
}

/** The air of entries, with yesterday's tail, in order. */
export function spansOf(entries: readonly Entry[], { busyUntil, date, zone }: DayInput): Span[] {
  const spans = entries.map((entry) => ({ fromMs: entry.startsAt, toMs: endOf(entry) }));
  const dayMs = zone.startOfDay(date);
  if (busyUntil > dayMs) spans.push({ fromMs: dayMs, toMs: busyUntil });
  return spans.sort((a, b) => a.fromMs - b.fromMs);
}

function useOf(
  kept: readonly Entry[],
  rulings: ReadonlyMap<string, Ruling>,
  sessions: readonly HeldSession[],
  { date }: DayInput,
): KeptUse {
  const uses = kept.map(({ occurrence, durationMs }) => {
    const ruling = rulings.get(occurrence);
    const framed = sessions.find(
      ({ session }) => signatureOccurrence(session, date) === occurrence,
    );
    const key = ruling?.sessionKey ?? framed?.session.key ?? null;
    return { key, part: ruling?.part ?? null, durationMs };
  });
  const sum = (holds: (use: (typeof uses)[number]) => boolean) =>
    uses.filter(holds).reduce((total, { durationMs }) => total + durationMs, 0);
  return {
    partMs: (sessionKey, tier) => sum(({ key, part }) => key === sessionKey && part === tier),
    // Signatures are taken off the cap by the session itself.
    sessionMs: (sessionKey) => sum(({ key, part }) => key === sessionKey && part !== null),
  };
}
