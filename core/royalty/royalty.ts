import { fold } from '../text/fold.ts';
import { isWithinDates, type LocalDate } from '../time/zoned.ts';
import { isSupplement } from './closed-months.ts';

/** For what is paid: each piece, or each minute that it is long. */
export const royaltyUnits = ['piece', 'minute'] as const;
export type RoyaltyUnit = (typeof royaltyUnits)[number];

/** What is paid for a genre in an area and in all beneath it that have no rate of their own for it. */
export interface RoyaltyRate {
  areaId: string;
  /** As people call it: tin, phóng sự, … */
  genre: string;
  unit: RoyaltyUnit;
  /** Whole đồng. */
  dong: number;
  validFrom: LocalDate;
  validTo: LocalDate | null;
}

/** Two spellings of a name or a genre that mean the same. */
export function sameName(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

/**
 * The rate that holds for a genre on a day: of the nearest area that has one.
 * @param line the area of the recording and those above it, from itself up to the root
 */
export function rateFor<Rate extends RoyaltyRate>(
  rates: readonly Rate[],
  line: readonly string[],
  { genre, date }: { genre: string | null; date: LocalDate },
): Rate | null {
  if (genre === null) return null;
  const holding = rates.filter(
    (rate) => sameName(rate.genre, genre) && isWithinDates(date, rate.validFrom, rate.validTo),
  );
  for (const areaId of line) {
    const own = holding.find((rate) => rate.areaId === areaId);
    if (own) return own;
  }
  return null;
}

/** What a piece earns in whole đồng; parts of a minute count by the second. */
export function earned({ unit, dong }: Pick<RoyaltyRate, 'unit' | 'dong'>, durationMs: number) {
  return unit === 'piece' ? dong : Math.round((dong * Math.round(durationMs / 1000)) / 60);
}

/** What is told of a piece that is to be paid for. */
export interface PaidPiece {
  contributor: string;
  /** Of the recording: each area pays its own. */
  areaId: string;
  durationMs: number;
  /** `null`: no rate holds for it. */
  dong: number | null;
  airedOn: LocalDate;
  /** See closed-months. */
  countedOn: LocalDate;
}

export interface RoyaltySums {
  pieces: number;
  durationMs: number;
  /** Pieces for which no rate holds; they are in no sum of money. */
  unpriced: number;
  /** Pieces of months that were closed without them. */
  supplements: number;
  dong: number;
}

export interface RoyaltyLine extends RoyaltySums {
  /** See {@link contributorKey}. */
  key: string;
  name: string;
  areaId: string;
}

/**
 * What all pieces of one contributor have in common: the area that pays, and the name, however it is spaced and in
 * large letters or small, and wherever its tones stand (hòa, hoà). Lân is not Lan, and who works in two areas signs in
 * both; more a name does not tell.
 */
export function contributorKey({ areaId, contributor }: Pick<PaidPiece, 'areaId' | 'contributor'>) {
  const syllables = contributor.normalize('NFD').toLowerCase().replaceAll('ð', 'đ').trim();
  return [areaId, ...syllables.split(/\s+/).map(toneLast)].join(' ');
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

function toneLast(syllable: string): string {
  return `${syllable.replace(tones, '')}${(syllable.match(tones) ?? []).join('')}`.normalize('NFC');
}

/** A line for each contributor in order of names, and what they come to. */
export function sumRoyalties(pieces: readonly PaidPiece[]): {
  lines: RoyaltyLine[];
  total: RoyaltySums;
} {
  const lines = new Map<string, RoyaltyLine>();
  const total = noSums();
  for (const piece of pieces) {
    const key = contributorKey(piece);
    const { areaId } = piece;
    const line = lines.get(key) ?? { key, name: piece.contributor.trim(), areaId, ...noSums() };
    lines.set(key, line);
    for (const sums of [line, total]) {
      sums.pieces += 1;
      sums.durationMs += piece.durationMs;
      sums.unpriced += piece.dong === null ? 1 : 0;
      sums.supplements += isSupplement(piece) ? 1 : 0;
      sums.dong += piece.dong ?? 0;
    }
  }
  const ordered = [...lines.values()].sort((a, b) => (givenName(a) < givenName(b) ? -1 : 1));
  return { lines: ordered, total };
}

function noSums(): RoyaltySums {
  return { pieces: 0, durationMs: 0, unpriced: 0, supplements: 0, dong: 0 };
}

/** Lists of people are in order of given names, which stand last. */
function givenName({ name, key }: RoyaltyLine): string {
  const folded = fold(name);
  return `${folded.split(' ').at(-1) ?? ''} ${folded} ${key}`;
}
