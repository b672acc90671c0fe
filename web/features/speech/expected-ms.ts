/**
 * About how long words take to say, in ms. A rate of so many words a minute is meant for English;
 * Vietnamese words are one syllable, and the usual voices say half as many again.
 */
export function expectedMs(said: string, wordsPerMinute: number): number {
  const words = said.split(/\s+/).filter(Boolean).length;
  return (words / (wordsPerMinute * syllablesPerWord)) * 60_000;
}

const syllablesPerWord = 1.55;
