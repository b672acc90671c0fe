import type { Weekday } from '../../time/zoned.ts';

const names: readonly [string, Weekday | null][] = [
  ['thu hai', 1],
  ['thu ba', 2],
  ['thu tu', 3],
  ['thu nam', 4],
  ['thu sau', 5],
  ['thu bay', 6],
  ['chu nhat', 7],
  // "thứ nhất", "thứ tám" … are ordinals: never to be taken for the weekday beside them.
  ['thu mot', null],
  ['thu nhat', null],
  ['thu tam', null],
  ['thu chin', null],
  ['thu muoi', null],
];
/** The marks of the Telex keyboard, left as letters: "thuws", "nhaatj". */
const telex = /[sfrxjw](?=[^a-z]|$)|w/g;

/**
 * The weekday that was meant by a folded text which names none: one slip of the keys away, and from no
 * other weekday as near. `null` where that cannot be said.
 */
export function weekdayOfTypo(folded: string): Weekday | null {
  const text = folded.replace(/[^a-z0-9]+/g, ' ').trim();
  const number = /^([a-z]{2,5}) ?([2-7])$/.exec(text);
  if (number?.[1]) {
    const isNear = Math.min(slips(number[1], 'thu'), slips(plain(number[1]), 'thu')) <= 1;
    return isNear ? ((Number(number[2]) - 1) as Weekday) : null;
  }
  if (text.length < 5 || text.length > 12) return null;
  const near = names
    .map(([name, weekday]) => ({
      weekday,
      by: Math.min(slips(text, name), slips(plain(text), name.replace(/aa/g, 'a'))),
    }))
    .sort((a, b) => a.by - b.by);
  const [best, next] = near;
  return best && next && best.by <= 1 && next.by > best.by ? best.weekday : null;
}

function plain(text: string): string {
  return text.replace(telex, '').replace(/aa/g, 'a').replace(/uu/g, 'u');
}

/** How many letters were left out, added, changed or swapped with their neighbour. */
function slips(from: string, to: string): number {
  let [before, last]: [number[], number[]] = [
    [],
    Array.from({ length: to.length + 1 }, (_, i) => i),
  ];
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      const costs = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change];
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        costs.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...costs));
    }
    [before, last] = [last, row];
  }
  return last[to.length] ?? 0;
}
