import { fold } from '../../text/fold.ts';
import type { PlanProgramme } from '../plan-context.ts';
import { alignText } from '../words/aligned-text.ts';
import type { Named, NameList } from '../words/word-list.ts';
import { nameList, namesAt, wordsOf } from '../words/word-list.ts';

export interface ProgrammeNames {
  names: NameList<string>;
  all: readonly Named<string>[];
  idsByTag: ReadonlyMap<string, readonly string[]>;
  nameOf: ReadonlyMap<string, string>;
}

/** The programmes that were named: none, one, or several that it may be. */
export interface NamedProgramme {
  ids: readonly string[];
  isPlain: boolean;
}

const label = /^ *(?:chuyen muc|chuyen de|chuong trinh|muc) *[:.-]? +/;
const tagBefore = /^\s*(?:\[(\p{L}{2})\]|#(\p{L}{2})(?!\p{L})|(\p{L}{2})\s*[:–-](?=\s))/u;

export function programmeNames(programmes: readonly PlanProgramme[]): ProgrammeNames {
  const all = programmes.map(({ id, name }) => ({ words: listWords(name), of: id }));
  const idsByTag = new Map<string, string[]>();
  for (const { id, tag } of programmes) {
    const key = tag.normalize().toUpperCase();
    idsByTag.set(key, [...(idsByTag.get(key) ?? []), id]);
  }
  const nameOf = new Map(programmes.map(({ id, name }) => [id, name]));
  return { names: nameList(all), all, idsByTag, nameOf };
}

/** The programme that a cell of its own names, in full, by its tag or in part. */
export function readProgramme(known: ProgrammeNames, cell: string): NamedProgramme {
  const tag = cell.trim().replace(/^[[#(]|[\])]$/g, '');
  const tagged = known.idsByTag.get(tag.normalize().toUpperCase());
  if (tagged) return { ids: tagged, isPlain: true };
  const whole = listWords(cell);
  const words = listWords(fold(cell).replace(label, ''));
  if (words.length === 0) return { ids: [], isPlain: false };
  const exact = known.all.filter((name) => isSame(name.words, words) || isSame(name.words, whole));
  if (exact.length > 0) return { ids: exact.map(({ of }) => of), isPlain: true };
  const inside = known.all.filter((name) => contains(words, name.words));
  if (inside.length > 0) return { ids: longest(inside), isPlain: false };
  const around = words.length > 1 ? known.all.filter((name) => contains(name.words, words)) : [];
  return { ids: around.map(({ of }) => of), isPlain: false };
}

/** A title without the tag of a programme in front of it. */
export function withoutTag(known: ProgrammeNames, title: string): string {
  const match = tagBefore.exec(title);
  return match && taggedBy(known, match) ? title.slice(match[0].length).trim() : title;
}

/** The programme that a title names on its way: by its tag in front, or by its whole name of several words. */
export function programmeIn(known: ProgrammeNames, title: string): NamedProgramme {
  const match = tagBefore.exec(title);
  const tagged = match && taggedBy(known, match);
  if (tagged) return { ids: tagged, isPlain: false };
  const words = wordsOf(alignText(title).folded);
  const found = words.flatMap((_, index) => namesAt(known.names, words, index)?.found ?? []);
  return { ids: longest(found.filter((name) => name.words.length > 1)), isPlain: false };
}

/**
 * The programme with whose name a typed line begins, be it the first words alone: "giảm nghèo" for "Giảm
 * nghèo bền vững".
 */
export function programmeOfStart(known: ProgrammeNames, title: string): NamedProgramme {
  const words = listWords(title);
  const [first, second] = words;
  if (first === undefined) return { ids: [], isPlain: false };
  const shared = (known.names.byFirst.get(first) ?? []).map((name) => ({
    ...name,
    count: name.words.findIndex((word, index) => words[index] !== word),
  }));
  const begun = shared.filter(({ count }) => count === -1 || (second !== undefined && count > 1));
  const most = begun.reduce((best, { count }) => Math.max(best, count === -1 ? 99 : count), 0);
  const best = begun.filter(({ count }) => (count === -1 ? 99 : count) === most);
  return { ids: best.map(({ of }) => of), isPlain: false };
}

/** Whether a text says no more than a part of the programme's name. */
export function isNameOf(known: ProgrammeNames, id: string, title: string): boolean {
  const words = listWords(fold(title).replace(label, ''));
  const name = known.all.find((each) => each.of === id);
  return name !== undefined && words.length > 0 && contains(name.words, words);
}

function taggedBy(known: ProgrammeNames, match: RegExpExecArray): readonly string[] | undefined {
  const tag = match[1] ?? match[2] ?? match[3] ?? '';
  return known.idsByTag.get(tag.normalize().toUpperCase());
}

function longest(found: readonly Named<string>[]): string[] {
  const most = Math.max(0, ...found.map(({ words }) => words.length));
  return [...new Set(found.filter(({ words }) => words.length === most).map(({ of }) => of))];
}

function isSame(words: readonly string[], others: readonly string[]): boolean {
  return words.length === others.length && words.every((word, index) => word === others[index]);
}

/** Whether `part` is a run of words within `words`. */
function contains(words: readonly string[], part: readonly string[]): boolean {
  if (part.length === 0) return false;
  return words.some((_, start) => part.every((word, index) => words[start + index] === word));
}

function listWords(text: string): string[] {
  return wordsOf(fold(text)).map(({ word }) => word);
}
