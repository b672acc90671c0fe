import type { DayNumber } from '../recurrence/civil.ts';
import { civilOf, dateOf, dayNumberOf, dayOf } from '../recurrence/civil.ts';
import type { LocalDate } from '../time/zoned.ts';

/** A day of the Vietnamese lunar calendar (âm lịch). */
export interface LunarDate {
  year: number;
  month: number;
  /** Tháng nhuận: the second month of this number in its year. */
  isLeap: boolean;
  day: number;
}

const UTC_OFFSET_DAYS = 7 / 24;
const JULIAN_DAY_OF_1970 = 2_440_588;
/** Julian date of the mean new moon from which they are numbered, in January 1900, and days between two. */
const FIRST_NEW_MOON = 2_415_020.759_33;
const LUNATION_DAYS = 29.530_588_68;

/**
 * The lunar date of a day, by the rules in force in Vietnam since 1968: months begin on the day, at UTC+7,
 * of the new moon; the winter solstice lies in month 11; in a year of thirteen months the first one without
 * a principal term is leap. Positions of sun and moon after Meeus, "Astronomical Algorithms": good to
 * minutes for some centuries around 2000.
 */
export function lunarDateOf(date: LocalDate): LunarDate {
  const day = dayOf(date);
  const lunation = lunationAt(day);
  const { year } = civilOf(day);
  const thisYears = month11Of(year);
  const start = lunation >= thisYears ? thisYears : month11Of(year - 1);
  const end = lunation >= thisYears ? month11Of(year + 1) : thisYears;
  const leap = end - start === 13 ? leapAfter(start) : null;
  const passed = lunation - start;
  const isAfterLeap = leap !== null && passed >= leap;
  const index = isAfterLeap ? passed - 1 : passed;
  const startYear = lunation >= thisYears ? year : year - 1;
  return {
    year: index >= 2 ? startYear + 1 : startYear,
    month: ((index + 10) % 12) + 1,
    isLeap: leap === passed,
    day: day - newMoonDay(lunation) + 1,
  };
}

/** The day on which a lunar date falls, or `null` where that year has no such leap month or day. */
export function dateOfLunar(lunar: LunarDate): LocalDate | null {
  const start = month11Of(lunar.month >= 11 ? lunar.year : lunar.year - 1);
  // The month is where it would be without a leap month, or one or two later.
  const index = (lunar.month + 1) % 12;
  for (const lunation of [start + index, start + index + 1]) {
    const date = dateOf(newMoonDay(lunation) + lunar.day - 1);
    const found = lunarDateOf(date);
    const isSame = found.month === lunar.month && found.isLeap === lunar.isLeap;
    if (isSame && found.day === lunar.day && found.year === lunar.year) return date;
  }
  return null;
}

/** The number of the month that begins the lunar year's count: the one with the winter solstice. */
function month11Of(year: number): number {
  const lunation = lunationAt(dayNumberOf({ year, month: 12, day: 31 }));
  // Before the solstice the sun is at less than 270°, nine of twelve terms.
  return termAt(newMoonDay(lunation)) >= 9 ? lunation - 1 : lunation;
}

/** How many months after month 11 the leap month of a long year comes: the first that holds no term. */
function leapAfter(month11: number): number {
  for (let passed = 1; passed < 14; passed += 1) {
    const begins = termAt(newMoonDay(month11 + passed));
    if (begins === termAt(newMoonDay(month11 + passed + 1))) return passed;
  }
  return 13;
}

/** The month that holds a day: the last new moon at or before it. */
function lunationAt(day: DayNumber): number {
  const guess = Math.floor((day + JULIAN_DAY_OF_1970 - FIRST_NEW_MOON) / LUNATION_DAYS) + 1;
  if (newMoonDay(guess) <= day) return guess;
  return newMoonDay(guess - 1) <= day ? guess - 1 : guess - 2;
}

/** The local day of a new moon. */
function newMoonDay(lunation: number): DayNumber {
  return Math.floor(newMoonAt(lunation) + 0.5 + UTC_OFFSET_DAYS) - JULIAN_DAY_OF_1970;
}

/** Julian date (UTC) of a new moon: its mean place and the larger periodic terms. */
function newMoonAt(lunation: number): number {
  const t = lunation / 1236.85;
  const t2 = t * t;
  const t3 = t2 * t;
  const mean =
    FIRST_NEW_MOON +
    LUNATION_DAYS * lunation +
    0.000_117_8 * t2 -
    0.000_000_155 * t3 +
    0.000_33 * sine(166.56 + 132.87 * t - 0.009_173 * t2);
  const sun = 359.2242 + 29.105_356_08 * lunation - 0.000_033_3 * t2 - 0.000_003_47 * t3;
  const moon = 306.0253 + 385.816_918_06 * lunation + 0.010_730_6 * t2 + 0.000_012_36 * t3;
  const node = 21.2964 + 390.670_506_46 * lunation - 0.001_652_8 * t2 - 0.000_002_39 * t3;
  const correction =
    (0.1734 - 0.000_393 * t) * sine(sun) +
    0.0021 * sine(2 * sun) -
    0.4068 * sine(moon) +
    0.0161 * sine(2 * moon) -
    0.0004 * sine(3 * moon) +
    0.0104 * sine(2 * node) -
    0.0051 * sine(sun + moon) -
    0.0074 * sine(sun - moon) +
    0.0004 * sine(2 * node + sun) -
    0.0004 * sine(2 * node - sun) -
    0.0006 * sine(2 * node + moon) +
    0.001 * sine(2 * node - moon) +
    0.0005 * sine(sun + 2 * moon);
  return mean + correction - dynamicalAheadDays(t);
}

/** Dynamical time minus universal time, in days, `t` centuries after 1900. */
function dynamicalAheadDays(t: number): number {
  return -0.000_278 + 0.000_265 * t + 0.000_262 * t * t;
}

/** In which of twelve equal parts of its way the sun stands when a day begins: 0 from the March equinox. */
function termAt(day: DayNumber): number {
  const t = (day + JULIAN_DAY_OF_1970 - 0.5 - UTC_OFFSET_DAYS - 2_451_545) / 36_525;
  const t2 = t * t;
  const anomaly = 357.5291 + 35_999.0503 * t - 0.000_155_9 * t2 - 0.000_000_48 * t2 * t;
  const meanLongitude = 280.466_45 + 36_000.769_83 * t + 0.000_303_2 * t2;
  const centre =
    (1.9146 - 0.004_817 * t - 0.000_014 * t2) * sine(anomaly) +
    (0.019_993 - 0.000_101 * t) * sine(2 * anomaly) +
    0.000_29 * sine(3 * anomaly);
  const longitude = meanLongitude + centre;
  return Math.floor((longitude - 360 * Math.floor(longitude / 360)) / 30);
}

function sine(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180);
}
