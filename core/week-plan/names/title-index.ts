import { fold } from '../../text/fold.ts';
import type { PlanRecording } from '../plan-context.ts';
import { wordsOf } from '../words/word-list.ts';

interface Entry {
  index: number;
  recording: PlanRecording;
  words: readonly string[];
  /** The words between single spaces, one at each end: whole words are found in it. */
  padded: string;
}

/** The titles of all recordings, folded once. */
export interface TitleIndex {
  entries: readonly Entry[];
  byTitle: ReadonlyMap<string, readonly Entry[]>;
  byWord: ReadonlyMap<string, readonly Entry[]>;
  /** Of titles of at least three words: by their first two, how many words they have, the most first. */
  lengthsByStart: ReadonlyMap<string, readonly number[]>;
  byId: ReadonlyMap<string, PlanRecording>;
}

export type TitleMatch =
  | { kind: 'one'; recording: PlanRecording; isPlain: boolean }
  | { kind: 'several'; ids: readonly string[] }
  | { kind: 'none'; nearest: readonly string[] };

const shortest = 3;
const mostCandidates = 10;
const mostNearest = 3;
const fewTitles = 20;
/** Of the weight of its words, what a title must share to be offered. */
const nearShare = 0.6;
const labels =
  /^(?:(?:- *)?(?:tin bai|bai viet|bai|tin|noi dung|phat lai|bai tuyen truyen) *[:.-] *)+/;
const asides = /[([](?:phat lai|pl|lan \d+|phat moi|lap lai|\d+ ?(?:'|p|phut))[)\]]/g;

export function titleIndex(recordings: readonly PlanRecording[]): TitleIndex {
  const entries = recordings.map((recording, index) => {
    const words = listWords(fold(recording.title));
    return { index, recording, words, padded: ` ${words.join(' ')} ` };
  });
  const byTitle = new Map<string, Entry[]>();
  const byWord = new Map<string, Entry[]>();
  const lengths = new Map<string, Set<number>>();
  for (const entry of entries) {
    put(byTitle, entry.padded, entry);
    for (const word of new Set(entry.words)) put(byWord, word, entry);
    if (entry.words.length < shortest) continue;
    const start = startOf(entry.words, 0);
    lengths.set(start, (lengths.get(start) ?? new Set()).add(entry.words.length));
  }
  const lengthsByStart = new Map(
    [...lengths].map(([start, counts]) => [start, [...counts].sort((a, b) => b - a)]),
  );
  const byId = new Map(recordings.map((recording) => [recording.id, recording]));
  return { entries, byTitle, byWord, lengthsByStart, byId };
}

/**
 * The recording that a title names: by its whole title, else one that the text holds in full, else one
 * that holds the whole text. Of several equals those of the line's programme count.
 */
export function findRecording(
  index: TitleIndex,
  title: string,
  programmeId: string | null,
): TitleMatch {
  const folded = fold(title);
  const bare = folded.replace(asides, ' ').replace(labels, '');
  for (const [text, isPlain] of [[folded, true] as const, [bare, false] as const]) {
    const list = listWords(text);
    const same = (list.length > 0 && index.byTitle.get(padded(list))) || [];
    if (same.length > 0) return choose(same, programmeId, isPlain);
  }
  const words = listWords(bare);
  const held = titlesIn(index, words);
  const isLong = words.length >= shortest;
  const near = held.length > 0 || !isLong ? held : titlesAround(index, words);
  if (near.length === 0) return { kind: 'none', nearest: nearestTo(index, words) };
  // "Tin xã số 48" is not "Tin xã": what differs in a number is another edition. And "Tin xã; ca nhạc" is two.
  const isOne = !/[;+]/.test(bare);
  const alike = near.filter((entry) => isOne && numbersOf(entry.words) === numbersOf(words));
  return alike.length > 0
    ? choose(alike, programmeId, false)
    : { kind: 'several', ids: idsOf(near) };
}

/** The longest recording title that begins at one of the words; how many words it has. */
export function titleAt(index: TitleIndex, words: readonly string[], at: number): number {
  const lengths = index.lengthsByStart.get(startOf(words, at)) ?? [];
  const isTitle = (count: number) => index.byTitle.has(padded(words.slice(at, at + count)));
  return lengths.find((count) => at + count <= words.length && isTitle(count)) ?? 0;
}

function choose(found: readonly Entry[], programmeId: string | null, isPlain: boolean): TitleMatch {
  const ofProgramme = found.filter(({ recording }) => recording.programmeId === programmeId);
  const isNarrowed = programmeId !== null && found.length > 1 && ofProgramme.length > 0;
  const [only, ...others] = isNarrowed ? ofProgramme : found;
  if (only && others.length === 0)
    return { kind: 'one', recording: only.recording, isPlain: isPlain && !isNarrowed };
  return { kind: 'several', ids: idsOf(found) };
}

function idsOf(found: readonly Entry[]): string[] {
  return found.slice(0, mostCandidates).map(({ recording }) => recording.id);
}

function numbersOf(words: readonly string[]): string {
  return words.filter((word) => /^\p{N}/u.test(word)).join(' ');
}

/** Titles that stand whole in the text, those apart that stand within a longer one. */
function titlesIn(index: TitleIndex, words: readonly string[]): Entry[] {
  const found: Entry[] = [];
  for (let at = 0; at < words.length;) {
    const count = titleAt(index, words, at);
    const here = words.slice(at, at + count);
    if (count > 0) found.push(...(index.byTitle.get(padded(here)) ?? []));
    at += Math.max(1, count);
  }
  // A short title in a long text is mentioned, not meant.
  const isMost = found.some((entry) => entry.words.length * 2 >= words.length);
  return isMost || found.length > 1 ? [...new Set(found)] : [];
}

function titlesAround(index: TitleIndex, words: readonly string[]): Entry[] {
  const text = padded(words);
  const lists = words.map((word) => index.byWord.get(word) ?? []);
  const rarest = lists.reduce((best, list) => (list.length < best.length ? list : best));
  return rarest.filter((entry) => entry.padded.includes(text));
}

/** Those that share most of the weight of the words; rare words weigh more. */
function nearestTo(index: TitleIndex, words: readonly string[]): string[] {
  const scores = new Float64Array(index.entries.length);
  let whole = 0;
  for (const word of new Set(words)) {
    const list = index.byWord.get(word) ?? [];
    // What stands in most titles tells none of them apart.
    if (list.length * 2 > index.entries.length + fewTitles) continue;
    const weight = Math.log((index.entries.length + 1) / (list.length + 1)) + 0.1;
    whole += weight;
    for (const entry of list) scores[entry.index] = (scores[entry.index] ?? 0) + weight;
  }
  const scoreOf = (entry: Entry) => scores[entry.index] ?? 0;
  return index.entries
    .filter((entry) => whole > 0 && scoreOf(entry) >= nearShare * whole)
    .sort((a, b) => scoreOf(b) - scoreOf(a) || a.words.length - b.words.length)
    .slice(0, mostNearest)
    .map(({ recording }) => recording.id);
}

function listWords(folded: string): string[] {
  return wordsOf(folded).map(({ word }) => word);
}

function padded(words: readonly string[]): string {
  return ` ${words.join(' ')} `;
}

function startOf(words: readonly string[], at: number): string {
  return `${words[at] ?? ''} ${words[at + 1] ?? ''}`;
}

function put(map: Map<string, Entry[]>, key: string, entry: Entry) {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
