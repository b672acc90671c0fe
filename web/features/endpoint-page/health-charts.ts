import type { EndpointHealthDay } from '../../../contract/http/endpoint-page.ts';
import { durationText } from '../../text/duration.ts';

/** One measure over the days: a bar for each, and the whole in words. */
export interface HealthChart {
  key: 'away' | 'battery' | 'disk' | 'clock' | 'volume' | 'data';
  /** How high, 0 to 1; `null`: nobody knows. */
  bars: (number | null)[];
  text: string;
  isBad: boolean;
}

export interface HealthWords {
  t: (key: string, named?: Record<string, unknown>) => string;
  size: (bytes: number) => string;
  deviation: (ms: number) => string;
}

const dayMs = 86_400_000;
/** Less than this is no trouble for anybody who listens. */
const leastAwayMs = 600_000;
const farOffsetMs = 1000;
const lowBattery = 20;

/** What there is to show of some days; measures that it never told are left out. */
export function healthCharts(
  days: readonly EndpointHealthDay[],
  words: HealthWords,
): HealthChart[] {
  return [
    awayChart(days, words),
    batteryChart(days, words),
    clockChart(days, words),
    volumeChart(days, words),
    diskChart(days, words),
    dataChart(days, words),
  ].flatMap((chart) => chart ?? []);
}

type Days = readonly EndpointHealthDay[];
type Told = (day: EndpointHealthDay) => number | null;

const toldBy = (days: Days, told: Told) => days.flatMap((day) => told(day) ?? []);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** What each day was, where `top` fills the height. */
function barsOf(days: Days, told: Told, top: number): HealthChart['bars'] {
  return days.map((day) => {
    const value = told(day);
    return value === null ? null : top === 0 ? 0 : Math.abs(value) / top;
  });
}

function awayChart(days: Days, { t }: HealthWords): HealthChart {
  const away = ({ awayMs }: EndpointHealthDay) => awayMs;
  const sum = sumOf(toldBy(days, away));
  const count = days.filter(({ awayMs }) => awayMs > 0).length;
  return {
    ...{ key: 'away', bars: barsOf(days, away, dayMs), isBad: sum >= leastAwayMs },
    text:
      sum === 0
        ? t('endpointPage.history.neverAway')
        : t('endpointPage.history.awaySum', { length: durationText(sum), count }),
  };
}

function batteryChart(days: Days, { t }: HealthWords): HealthChart | null {
  const low = (day: EndpointHealthDay) => day.batteryLow;
  const lows = toldBy(days, low);
  const hours = sumOf(days.map(({ hoursOnBattery }) => hoursOnBattery));
  if (lows.length === 0 && hours === 0) return null;
  const onBattery =
    hours === 0
      ? t('endpointPage.history.onMains')
      : t('endpointPage.history.onBattery', { hours });
  const least = lows.length === 0 ? null : Math.min(...lows);
  const lowest = least === null ? [] : [t('endpointPage.history.batteryLow', { percent: least })];
  return {
    ...{ key: 'battery', isBad: least !== null && least < lowBattery },
    // The lowest of each day is what may have silenced it.
    bars: barsOf(days, low, 100),
    text: [onBattery, ...lowest].join(' · '),
  };
}

function clockChart(days: Days, { t, deviation }: HealthWords): HealthChart | null {
  const told = (day: EndpointHealthDay) => day.clockOffsetMs;
  const offsets = toldBy(days, told);
  if (offsets.length === 0) return null;
  const worst = offsets.reduce((far, one) => (Math.abs(one) > Math.abs(far) ? one : far), 0);
  const top = Math.max(farOffsetMs, Math.abs(worst));
  return {
    ...{ key: 'clock', bars: barsOf(days, told, top), isBad: Math.abs(worst) >= farOffsetMs },
    text: t('endpointPage.history.clockWorst', { offset: deviation(worst) }),
  };
}

function volumeChart(days: Days, { t }: HealthWords): HealthChart | null {
  const low = (day: EndpointHealthDay) => day.volumeLow;
  const high = (day: EndpointHealthDay) => day.volumeHigh;
  const lows = toldBy(days, low);
  if (lows.length === 0) return null;
  const [from, to] = [Math.min(...lows), Math.max(...toldBy(days, high))];
  return {
    ...{ key: 'volume', isBad: from === 0 },
    // What it is set to reads from the bottom; a change within a day shows by the table.
    bars: barsOf(days, high, 100),
    text:
      from === to
        ? t('endpointPage.history.volumeSame', { percent: to })
        : t('endpointPage.history.volumeFromTo', { from, to }),
  };
}

function diskChart(days: Days, { t, size }: HealthWords): HealthChart | null {
  const told = (day: EndpointHealthDay) => day.diskLowBytes;
  const free = toldBy(days, told);
  if (free.length === 0) return null;
  return {
    ...{ key: 'disk', bars: barsOf(days, told, Math.max(...free)), isBad: false },
    text: t('endpointPage.history.diskLow', { size: size(Math.min(...free)) }),
  };
}

function dataChart(days: Days, { t, size }: HealthWords): HealthChart | null {
  const told = (day: EndpointHealthDay) => day.usedBytes;
  const used = toldBy(days, told);
  if (used.length === 0) return null;
  return {
    ...{ key: 'data', bars: barsOf(days, told, Math.max(...used)), isBad: false },
    text: t('endpointPage.history.dataSum', { size: size(sumOf(used)), count: used.length }),
  };
}

/** Days on which its programme came to be another, the last of them last. */
export function versionChanges(days: Days): { date: string; version: string }[] {
  const told = days.flatMap(({ date, version }) => (version === null ? [] : [{ date, version }]));
  return told.filter(({ version }, nth) => version !== told[nth - 1]?.version);
}
