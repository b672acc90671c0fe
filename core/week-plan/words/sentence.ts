import type { PlanNames } from '../names/plan-names.ts';
import type { AlignedText } from './aligned-text.ts';
import { alignText } from './aligned-text.ts';
import { tokensOfSentence } from './find-tokens.ts';
import type { Token, Topic } from './token.ts';
import { tokenOf, topicOf } from './token.ts';

/** A line of words taken apart: what it says of the plan, and what is left as its title. */
export interface Sentence {
  tokens: readonly Token[];
  title: string;
}

interface Group {
  tokens: Token[];
  place: 'start' | 'end' | 'middle';
}

/** What may stand between two statements of one group, or before the first. */
const between =
  /^(?:[\s,;:.()+&*-]|\b(?:vao|luc|phat|ngay|tai|o|cho|va|trong|tu|tru|thi|on|at|in)\b)*$/;
const bullet = /^\s*(?:[-–+*•▪●◦✓]+\s+|\d{1,2}[.)]\s+)/;
const edges = /^[\s,;:.\-–—+*•/]+|[\s,;:\-–—+*•/(]+$/g;

/**
 * Reads a sentence. What stands at its start counts before what stands at its end, and that before what
 * stands within: "17h mai họp dân lúc 19h30" airs at 17:00. Where two places say the same thing, and neither
 * is the start, it is unclear which was meant.
 */
export function readSentence(
  line: string,
  names: PlanNames,
  topics: readonly Topic[],
  where: 'anywhere' | 'start',
): Sentence {
  const text = alignText(line.replace(bullet, ' '));
  const found = tokensOfSentence(text, names);
  const tokens = found.filter((token) => topics.includes(topicOf(token)));
  const groups = groupsOf(text, tokens);
  const taken: Token[] = [];
  const unclear: Token[] = [];
  for (const topic of topics) {
    const [first, ...others] = groups
      .map((group) => ({
        ...group,
        tokens: group.tokens.filter((each) => topicOf(each) === topic),
      }))
      .filter((group) => where === 'anywhere' || group.place === 'start')
      .filter((group) => group.tokens.some((each) => counts(each, group)))
      .sort((a, b) => rankOf(a) - rankOf(b));
    if (!first) continue;
    const isTorn = others.length > 0;
    if (isTorn && first.place !== 'start' && (topic === 'day' || topic === 'time'))
      unclear.push(tearOf(text, topic, [first, ...others]));
    else taken.push(...first.tokens.map((each) => (isTorn ? { ...each, isPlain: false } : each)));
  }
  return { tokens: [...taken, ...unclear], title: titleOf(text, taken) };
}

/** The rest of a text without its tokens. */
export function titleOf(text: AlignedText, tokens: readonly Token[]): string {
  let rest = '';
  let at = 0;
  for (const { from, to } of [...tokens].sort((a, b) => a.from - b.from)) {
    // Between two statements "và" and "vào" belong to them.
    const isJoint = at > 0 && between.test(text.folded.slice(at, from));
    rest += isJoint ? ' ' : `${text.raw.slice(at, from)} `;
    at = to;
  }
  rest += text.raw.slice(at);
  return rest
    .replace(/[([]\s*[,;:.-]*\s*[)\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(edges, '')
    .replace(/\s+(?=[,;:])/g, '')
    .trim();
}

function groupsOf(text: AlignedText, tokens: readonly Token[]): Group[] {
  const groups: Group[] = [];
  let end = 0;
  for (const token of tokens) {
    const isNear = between.test(text.folded.slice(end, token.from));
    const last = groups.at(-1);
    if (last && isNear) last.tokens.push(token);
    else groups.push({ tokens: [token], place: !last && isNear ? 'start' : 'middle' });
    end = token.to;
  }
  const last = groups.at(-1);
  if (last?.place === 'middle' && /^[\s.,;)!-]*$/.test(text.folded.slice(end))) last.place = 'end';
  return groups;
}

/** Whether a statement counts where it stands: within a sentence most of them are words of its title. */
function counts(token: Token, { place, tokens }: Group): boolean {
  if (place === 'start') return true;
  const topic = topicOf(token);
  if (topic === 'places' || topic === 'class') return place === 'end';
  if (topic === 'part') return tokens.length > 1;
  if (place === 'end') return true;
  return topic === 'time' || topic === 'day';
}

function rankOf({ place }: Group): number {
  return place === 'start' ? 0 : place === 'end' ? 1 : 2;
}

function tearOf(text: AlignedText, about: 'day' | 'time', groups: readonly Group[]): Token {
  const all = groups.flatMap(({ tokens }) => tokens).sort((a, b) => a.from - b.from);
  const token = tokenOf(text, 0, 0, { kind: 'unclear', about }, false);
  return { ...token, raw: all.map(({ raw }) => raw).join('; ') };
}
