/** A run of words that stands in both texts, only in the newer or only in the older. */
export interface WordRun {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Above this many pairs of words the differing middle is told as one exchange. */
const mostPairs = 4_000_000;

/** What became of a text, word by word; spaces and line breaks do not count. */
export function diffWords(older: string, newer: string): WordRun[] {
  const before = wordsOf(older);
  const after = wordsOf(newer);
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return joinRuns([
    ['same', before.slice(0, head)],
    ...diffMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ['same', before.slice(before.length - tail)],
  ]);
}

type Run = [kind: WordRun['kind'], words: readonly string[]];

function wordsOf(text: string): string[] {
  return text.normalize().split(/\s+/).filter(Boolean);
}

function diffMiddle(before: readonly string[], after: readonly string[]): Run[] {
  if (before.length * after.length > mostPairs)
    return [
      ['removed', before],
      ['added', after],
    ];
  const lengths = commonLengths(before, after);
  const width = after.length + 1;
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [word, other] = [before[i], after[j]];
    const skipOld = lengths[(i + 1) * width + j] ?? 0;
    const skipNew = lengths[i * width + j + 1] ?? 0;
    if (word !== undefined && word === other) {
      runs.push(['same', [word]]);
      i++;
      j++;
    } else if (word !== undefined && (other === undefined || skipOld >= skipNew)) {
      runs.push(['removed', [word]]);
      i++;
    } else if (other !== undefined) {
      runs.push(['added', [other]]);
      j++;
    }
  }
  return runs;
}

/** Length of the longest common run of words of what follows each pair of places. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  return lengths;
}

/** Runs of one kind that touch become one; within a change what went stands before what came. */
function joinRuns(runs: readonly Run[]): WordRun[] {
  const joined: WordRun[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const settle = () => {
    if (gone.length > 0) joined.push({ kind: 'removed', text: gone.join(' ') });
    if (come.length > 0) joined.push({ kind: 'added', text: come.join(' ') });
    gone = [];
    come = [];
  };
  for (const [kind, words] of runs) {
    if (words.length === 0) continue;
    if (kind === 'removed') gone.push(...words);
    else if (kind === 'added') come.push(...words);
    else {
      settle();
      const last = joined.at(-1);
      if (last?.kind === 'same') last.text += ` ${words.join(' ')}`;
      else joined.push({ kind: 'same', text: words.join(' ') });
    }
  }
  settle();
  return joined;
}
