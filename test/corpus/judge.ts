import { analyse, type Analysis } from '../../media/analyse.ts';
import { MediaError } from '../../media/media-error.ts';
import { probe } from '../../media/probe.ts';
import { mp3Horn48k } from '../../media/profile.ts';
import type { MadeEntry } from './corpus.ts';

/** What became of a file, as far as the corpus says what should. */
export interface Verdict {
  /** The code of a refusal, or the findings, separated by spaces. */
  outcome: string;
  analysis: Analysis | null;
}

/** Longest sound that the corpus takes. */
export const limitMs = 60_000;

const timeoutMs = 30_000;

/** Looks into a file as the worker does before it renders. */
export async function judge(path: string): Promise<Verdict> {
  try {
    const found = await probe(path);
    const options = { limitMs, cut: null, isAnalysisWanted: true, timeoutMs, cpuSeconds: 20 };
    const analysis = await analyse(path, found, mp3Horn48k, options);
    const codes = analysis.description?.findings.map(({ code }) => code) ?? [];
    return { outcome: codes.join(' '), analysis };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return { outcome: error.code, analysis: null };
  }
}

/** Why a verdict is not the expected one; `null` when it is. */
export function mismatch({ name, expected }: MadeEntry, verdict: Verdict): string | null {
  const said = `${name}: ${verdict.analysis ? 'taken' : 'refused'} (${verdict.outcome})`;
  if ('refused' in expected) {
    const codes: readonly string[] = [expected.refused].flat();
    return verdict.analysis === null && codes.includes(verdict.outcome) ? null : said;
  }
  if (verdict.analysis === null || verdict.outcome !== expected.findings.join(' ')) return said;
  const kind = verdict.analysis.description?.kind;
  return expected.kind === undefined || expected.kind === kind ? null : `${name}: ${kind ?? ''}`;
}

/** Runs tasks, two at any time. */
export async function twoAtATime<T>(
  values: readonly T[],
  act: (value: T) => Promise<void>,
): Promise<void> {
  const waiting = values.values();
  const lane = async () => {
    for (const value of waiting) await act(value);
  };
  await Promise.all([lane(), lane()]);
}
