import { readClass } from '../line/read-class.ts';
import type { PlanNames } from '../names/plan-names.ts';
import { readPlaces } from '../names/read-places.ts';
import type { CellRef } from '../plan-line.ts';
import { alignText } from '../words/aligned-text.ts';
import { tokensOfCell } from '../words/find-tokens.ts';
import { readLength } from '../words/length-words.ts';
import { titleOf } from '../words/sentence.ts';
import type { Placed, Token, Topic } from '../words/token.ts';
import { tokenOf } from '../words/token.ts';

const inBrackets = /\s*[([]([^()[\]]*)[)\]]\s*\.?$/;
const behindMark =
  /\s*[-–—,;:]\s*(\d{1,3}\s*(?:phút|phut|p|['’′])(?:\s*\d{1,2}\s*(?:giây|giay|["”″s])?)?)\s*\.?$/iu;
const byMark = /\s+(\d{1,3}\s*['’′](?:\s*\d{1,2}\s*["”″]?)?)\s*\.?$/u;

/**
 * What is said of a title behind it: "Tin xã (10 phút)", "Họp dân (xóm 4)", "Tin xã – 10'". Only what is
 * set apart counts, and only where no column says it.
 */
export function takeAsides(
  title: string,
  topics: readonly Topic[],
  cell: CellRef,
  names: PlanNames,
): { title: string; asides: Placed[] } {
  const asides: Placed[] = [];
  let rest = title;
  for (;;) {
    const brackets = inBrackets.exec(rest);
    const match = brackets ?? behindMark.exec(rest) ?? byMark.exec(rest);
    const inner = match?.[1]?.trim();
    const token = match && inner ? meaningOf(inner, topics, names) : null;
    if (!match || !token || match.index === 0) return { title: rest, asides };
    asides.push({ ...token, cell, certainty: 'stated' });
    rest = rest.slice(0, match.index);
  }
}

function meaningOf(inner: string, topics: readonly Topic[], names: PlanNames): Token | null {
  const text = alignText(inner);
  const whole = (meaning: Parameters<typeof tokenOf>[3], isPlain = true) =>
    tokenOf(text, 0, inner.length, meaning, isPlain);
  if (topics.includes('length') && /['’′"”″]|ph|p|gi|:\d\d:/i.test(inner)) {
    const length = readLength(inner, null);
    if (length !== 'unclear') return whole({ kind: 'length', ms: length.ms }, length.isPlain);
  }
  if (
    topics.includes('class') &&
    /^(?:ưu tiên|uu tien|khẩn(?: cấp)?|hỏa tốc|priority|urgent)$/iu.test(inner)
  ) {
    const found = readClass(inner);
    if (found !== 'unclear') return whole({ kind: 'class', ...found }, !found.isUrgent);
  }
  if (topics.includes('places')) {
    const found = readPlaces(names.places, inner);
    if (found.places) return whole({ kind: 'places', ...found });
  }
  if (!topics.includes('time')) return null;
  const tokens = tokensOfCell(text, names);
  const [time, ...others] = tokens;
  const isTime = time?.kind === 'time' && others.length === 0 && titleOf(text, tokens) === '';
  return isTime ? time : null;
}
