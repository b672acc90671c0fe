import type { Verdict } from '../verdict/verdict.ts';
import { isUnheard } from '../verdict/to-the-ear.ts';
import type { Hearing } from '../station/hearing.ts';

/** What becomes of an entry once its hour has come. */
export const settledVerdicts = [
  'played',
  'late',
  'partial',
  'preempted',
  'skipped',
  'stopped',
  'delivered',
  'declared',
  'declared_missed',
  'awaiting_report',
  'offline',
  'missed',
] as const satisfies readonly Exclude<Verdict, 'due'>[];
export type SettledVerdict = (typeof settledVerdicts)[number];

/** Verdicts by which an output proved sound. */
export const soundingVerdicts = ['played', 'late', 'partial'] as const;

/** One entry at one endpoint, as far as the sums ask. */
export interface SummedEntry {
  verdict: Verdict;
  durationMs: number;
  /** `null` where nothing was reported. */
  heardMs: number | null;
  /** What a microphone heard of it; `null` where there is none. */
  toTheEar: Hearing | null;
}

/** What was asked for, what became of it, and what a microphone heard of what sounded. */
export type AirSums = Record<
  SettledVerdict | 'requested' | 'requestedMs' | 'heardMs' | 'earHeard' | 'earWeak' | 'earSilent',
  number
>;

export const airSumNames = [
  'requested',
  'requestedMs',
  'heardMs',
  ...settledVerdicts,
  'earHeard',
  'earWeak',
  'earSilent',
] as const satisfies readonly (keyof AirSums)[];

/** Figures that count rows: by verdict, by whether they sounded or were heard at all, and by what an ear says. */
export const airFigures = [
  ...settledVerdicts,
  'sounded',
  'heardMs',
  'listened',
  'earHeard',
  'earWeak',
  'earSilent',
] as const;
export type AirFigure = (typeof airFigures)[number];

const ears = ['earHeard', 'earWeak', 'earSilent'] as const;

/** Whether a figure counts an entry; what is still due is in none. */
export function isCountedIn(figure: AirFigure, entry: SummedEntry): boolean {
  const { verdict, toTheEar } = entry;
  if (verdict === 'due') return false;
  switch (figure) {
    case 'sounded':
      return isSounding(verdict);
    case 'heardMs':
      return heardOf(entry) > 0;
    case 'listened':
      return ears.some((ear) => isCountedIn(ear, entry));
    case 'earHeard':
      return isSounding(verdict) && (toTheEar === 'heard' || toTheEar === 'clipped');
    case 'earWeak':
      return isSounding(verdict) && toTheEar === 'weak';
    case 'earSilent':
      return isUnheard(entry);
    default:
      return verdict === figure;
  }
}

/** The sums of which one is more than nothing where a figure counts an entry. */
export function sumsBehind(figure: AirFigure): readonly (keyof AirSums)[] {
  if (figure === 'sounded') return soundingVerdicts;
  return figure === 'listened' ? ears : [figure];
}

/** How many entries a figure counts; `null`: the sums do not tell. */
export function countIn(sums: AirSums, figure: AirFigure | null): number | null {
  if (figure === null) return sums.requested;
  if (figure === 'heardMs') return null;
  return sumsBehind(figure).reduce((count, name) => count + sums[name], 0);
}

export function noSums(): AirSums {
  return Object.fromEntries(airSumNames.map((name) => [name, 0])) as AirSums;
}

/** Whether its hour has come: what is still due was not asked for yet. */
export function isAskedFor({ verdict }: Pick<SummedEntry, 'verdict'>): boolean {
  return verdict !== 'due';
}

/** Adds an entry; one that is still due counts nowhere. */
export function addEntry(sums: AirSums, entry: SummedEntry): void {
  const { verdict, durationMs, heardMs } = entry;
  if (verdict === 'due') return;
  sums.requested += 1;
  sums.requestedMs += durationMs;
  // A horn that starts a file anew cannot have been heard for longer than was asked.
  sums.heardMs += heardOf({ durationMs, heardMs });
  sums[verdict] += 1;
  for (const ear of ears) if (isCountedIn(ear, entry)) sums[ear] += 1;
}

/** How much of an entry counts as heard, in ms. */
export function heardOf({
  durationMs,
  heardMs,
}: Pick<SummedEntry, 'durationMs' | 'heardMs'>): number {
  return Math.min(heardMs ?? 0, durationMs);
}

export function addSums(sums: AirSums, more: Readonly<AirSums>): void {
  for (const name of airSumNames) sums[name] += more[name];
}

function isSounding(verdict: Verdict): boolean {
  return (soundingVerdicts as readonly Verdict[]).includes(verdict);
}
