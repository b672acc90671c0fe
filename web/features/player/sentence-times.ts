import type { RecordingVersionAnswer } from '../../../contract/http/recordings.ts';
import { normalise } from '../../../core/speech/normalise.ts';
import { expectedMs } from '../speech/expected-ms.ts';
import { usualRate } from '../speech/use-speech-draft.ts';
import type { Span } from './tracks.ts';

/** A sentence and about where it is spoken: places in the source, in ms. */
export interface TimedSentence extends Span {
  text: string;
  /** What stands between it and the one before: spaces, line breaks, signs that nobody says. */
  gap: string;
}

type Sounding = Pick<RecordingVersionAnswer, 'analysis' | 'speech'>;

/** How long a voice rests after a sentence, in ms. */
const restMs = 400;

/**
 * A text sentence by sentence, each about where it is spoken. Only the whole is known to an engine and to us: the
 * heard stretch of the source, without its silences, is shared out by how long the words of each take to say.
 */
export function sentenceTimes(
  text: string,
  { analysis, speech }: Sounding,
  heard: Span,
): TimedSentence[] {
  const sentences = normalise(text);
  const plain = text.normalize('NFC');
  // As it was said then, by the installation's own words too.
  const lines = speech?.said.split('\n') ?? [];
  const rate = speech?.wordsPerMinute ?? usualRate;
  const lengths = sentences.map(({ said }, at) => {
    const spoken = lines.length === sentences.length ? (lines[at] ?? said) : said;
    return expectedMs(spoken, rate) + restMs;
  });
  const wholeMs = lengths.reduce((sum, length) => sum + length, 0);
  const { placeOf, voicedMs } = voiceIn(analysis, heard);
  let saidMs = 0;
  let end = 0;
  return sentences.map((sentence, at) => {
    const gap = plain.slice(end, sentence.start);
    end = sentence.start + sentence.text.length;
    const startMs = placeOf((saidMs / wholeMs) * voicedMs);
    saidMs += lengths[at] ?? 0;
    return { text: sentence.text, gap, startMs, endMs: placeOf((saidMs / wholeMs) * voicedMs) };
  });
}

/** What stands behind the last sentence and is not said: signs, line breaks, a mark of the writer. */
export function textBehind(
  text: string,
  sentences: readonly Pick<TimedSentence, 'gap' | 'text'>[],
) {
  const shown = sentences.reduce((sum, one) => sum + one.gap.length + one.text.length, 0);
  return text.normalize('NFC').slice(shown);
}

/** Which sentence is (about) being spoken; -1: none. */
export function sentenceAt(sentences: readonly Span[], placeMs: number): number {
  const at = sentences.findLastIndex(({ startMs }) => startMs <= placeMs);
  const last = sentences.at(-1);
  return last && placeMs > last.endMs ? -1 : at;
}

/** Where something is spoken: from the first sound to the last, but for long silences between. */
function voiceIn(analysis: Sounding['analysis'], heard: Span) {
  const startMs = Math.max(heard.startMs, analysis?.leadingSilenceMs ?? 0);
  const lastMs = analysis ? analysis.durationMs - analysis.trailingSilenceMs : heard.endMs;
  const endMs = Math.max(startMs, Math.min(heard.endMs, lastMs));
  const silences = (analysis?.innerSilences ?? []).filter(
    (one) => one.startMs >= startMs && one.endMs <= endMs,
  );
  const silentMs = silences.reduce((sum, one) => sum + one.endMs - one.startMs, 0);
  return {
    voicedMs: endMs - startMs - silentMs,
    placeOf: (spokenMs: number) => {
      const placeMs = silences.reduce(
        (at, one) => (one.startMs <= at ? at + one.endMs - one.startMs : at),
        startMs + spokenMs,
      );
      return Math.round(Math.min(placeMs, endMs));
    },
  };
}
