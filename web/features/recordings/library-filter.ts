import type { z } from 'zod';
import { recordingFilter } from '../../../contract/http/recordings.ts';
import { addDays, startOfDay } from '../../../core/time/zoned.ts';

/** Lengths as people speak of them, in ms; `to` is not part of it. */
export const lengths = {
  short: { maxMs: 59_999 },
  medium: { minMs: 60_000, maxMs: 299_999 },
  long: { minMs: 300_000, maxMs: 899_999 },
  hour: { minMs: 900_000 },
} as const satisfies Record<string, { minMs?: number; maxMs?: number }>;
export type Length = keyof typeof lengths;

/** Conditions that an address can hold; each is a text, empty where it is not set. */
export const filterNames = [
  'q',
  'state',
  'programmeId',
  'campaignId',
  'partnerId',
  'language',
  'kind',
  'length',
  'authorId',
  'from',
  'to',
  'decidable',
  'expiring',
  'archived',
] as const;
export type FilterName = (typeof filterNames)[number];

/** What a list is narrowed to, as its address and its fields hold it. `1` stands for yes. */
export type LibraryFilter = Record<FilterName, string>;

export const noFilter = Object.fromEntries(filterNames.map((name) => [name, ''])) as LibraryFilter;

const switches: readonly FilterName[] = ['decidable', 'expiring', 'archived'];
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the filter of an address; what cannot be understood is left out. */
export function filterOf(query: Readonly<Record<string, unknown>>): LibraryFilter {
  const filter = { ...noFilter };
  for (const name of filterNames) {
    const value = query[name];
    if (typeof value === 'string' && isUnderstood(name, value)) filter[name] = value;
  }
  return filter;
}

function isUnderstood(name: FilterName, value: string): boolean {
  if (name === 'from' || name === 'to') return day.test(value);
  if (name === 'length') return Object.hasOwn(lengths, value);
  if (switches.includes(name)) return value === '1';
  return recordingFilter[name as keyof typeof recordingFilter].safeParse(value).success;
}

/** The part of an address that holds a filter: only what is set. */
export function queryOf(filter: LibraryFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value.trim() !== ''));
}

/** Names of what is set beside the searched words, in the order of the fields. */
export function setNames(filter: LibraryFilter): FilterName[] {
  return filterNames.filter((name) => name !== 'q' && filter[name] !== '');
}

type Asked = z.input<z.ZodObject<typeof recordingFilter>>;

/** What the server is asked for; days are whole ones of `zone`, both included. */
export function toListQuery(filter: LibraryFilter, zone: string): Asked {
  const { q, length, from, to, ...rest } = filter;
  const asked: Record<string, unknown> = {
    ...queryOf({ ...noFilter, ...rest }),
    ...(q.trim() === '' ? {} : { q: q.trim().slice(0, 100) }),
    ...lengthOf(length),
    ...(from === '' ? {} : { from: startOfDay(from, zone) }),
    ...(to === '' ? {} : { to: startOfDay(addDays(to, 1), zone) }),
  };
  return asked as Asked;
}

function lengthOf(length: string): { minMs?: number; maxMs?: number } {
  return Object.hasOwn(lengths, length) ? lengths[length as Length] : {};
}
