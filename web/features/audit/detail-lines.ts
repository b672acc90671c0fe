/** What the lines of a deed's details are put into words with. */
export interface DetailWords {
  yes: string;
  no: string;
  number: (value: number) => string;
  day: (date: string) => string;
  moment: (at: number) => string;
  weekday: (weekday: number) => string;
  /** A role and where it is held. */
  grant: (role: string, areaId: string) => string;
}

export interface DetailLine {
  /** Last part of the key of its word. */
  name: DetailName;
  value: string;
}

type Spell = (value: unknown, words: DetailWords) => string | null;

const text: Spell = (value) => (typeof value === 'string' && value.trim() !== '' ? value : null);
const number: Spell = (value, { number: spell }) =>
  typeof value === 'number' ? spell(value) : null;
const flag: Spell = (value, { yes, no }) =>
  typeof value === 'boolean' ? (value ? yes : no) : null;
const moment: Spell = (value, words) => (typeof value === 'number' ? words.moment(value) : null);
const day: Spell = (value, words) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? words.day(value) : null;
const time: Spell = (value) =>
  typeof value === 'string' && /^\d\d:\d\d/.test(value) ? value.slice(0, 5) : null;
const texts: Spell = (value) =>
  isList(value) && value.length > 0 && value.every((one) => typeof one === 'string')
    ? value.join(', ')
    : null;
const weekdays: Spell = (value, words) =>
  isList(value) && value.length > 0 && value.every((one) => typeof one === 'number')
    ? value.map((one) => words.weekday(one)).join(', ')
    : null;
const grants: Spell = (value, words) =>
  isList(value) && value.length > 0 && value.every(isGrant)
    ? value.map(({ role, areaId }) => words.grant(role, areaId)).join('; ')
    : null;

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function isGrant(value: unknown): value is { role: string; areaId: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { role, areaId } = value as Record<string, unknown>;
  return typeof role === 'string' && typeof areaId === 'string';
}

/** What is told of a deed, in this order; a value that cannot be put into words is left out. */
const spellings = {
  title: text,
  name: text,
  formerName: text,
  tag: text,
  pushUrl: text,
  login: text,
  written: text,
  said: text,
  note: text,
  reason: text,
  words: text,
  dong: number,
  version: number,
  broadcasts: number,
  endpoints: number,
  added: number,
  kept: number,
  codes: number,
  count: number,
  first: day,
  last: day,
  on: day,
  date: day,
  validFrom: day,
  validTo: day,
  from: time,
  to: time,
  startsAt: (value, words) => time(value, words) ?? moment(value, words),
  endsAt: (value, words) => time(value, words) ?? moment(value, words),
  latestEnd: time,
  until: moment,
  weekdays,
  tags: texts,
  grants,
  disabled: flag,
  isArchived: flag,
} as const satisfies Record<string, Spell>;

export type DetailName = keyof typeof spellings;
export const detailNames = Object.keys(spellings) as DetailName[];

/** The details of a deed, as far as there are words for them. */
export function detailLines(
  detail: Readonly<Record<string, unknown>>,
  words: DetailWords,
): DetailLine[] {
  return detailNames.flatMap((name) => {
    const value = spellings[name](detail[name], words);
    return value === null ? [] : [{ name, value }];
  });
}
