import { describe, expect, it } from 'vitest';
import type { EndpointHealthDay } from '../../../../contract/http/endpoint-page.ts';
import {
  healthCharts,
  versionChanges,
} from '../../../../web/features/endpoint-page/health-charts.ts';

const words = {
  t: (key: string, named: Record<string, unknown> = {}) =>
    [key.split('.').at(-1), ...Object.values(named)].join(' '),
  size: (bytes: number) => `${bytes} B`,
  deviation: (ms: number) => `${ms} ms`,
};
const untold: EndpointHealthDay = {
  ...{ date: '2026-12-01', hours: 0, hoursOnBattery: 0, batteryLow: null, batteryHigh: null },
  ...{ diskLowBytes: null, clockOffsetMs: null, volumeLow: null, volumeHigh: null },
  ...{ version: null, usedBytes: null, awayMs: 0 },
};
const chartsOf = (...days: Partial<EndpointHealthDay>[]) =>
  Object.fromEntries(
    healthCharts(
      days.map((day) => ({ ...untold, ...day })),
      words,
    ).map(({ key, ...chart }) => [key, chart]),
  );

describe('charts of the health of an endpoint', () => {
  it('are of what it tells alone; when it was away is always known', () => {
    expect(chartsOf({}, {})).toEqual({
      away: {
        bars: [0, 0],
        text: 'neverAway',
        isBad: false,
      },
    });
  });

  it('leave out days of which nothing is known, and stand out where something is wrong', () => {
    const { away, battery, clock, volume } = chartsOf(
      { awayMs: 43_200_000 },
      {
        batteryLow: 15,
        batteryHigh: 80,
        hoursOnBattery: 6,
        clockOffsetMs: -2000,
        volumeLow: 60,
        volumeHigh: 75,
      },
    );
    expect(away).toMatchObject({
      bars: [0.5, 0],
      text: 'awaySum 12 h 00′ 1',
      isBad: true,
    });
    expect(battery).toEqual({
      ...{ bars: [null, 0.15], isBad: true },
      text: 'onBattery 6 · batteryLow 15',
    });
    expect(clock).toMatchObject({ bars: [null, 1], isBad: true });
    expect(volume).toMatchObject({ text: 'volumeFromTo 60 75', isBad: false });
  });

  it('fill their height by the most that there was', () => {
    const { disk, data } = chartsOf({ diskLowBytes: 50, usedBytes: 0 }, { diskLowBytes: 100 });
    expect(disk?.bars).toEqual([0.5, 1]);
    expect(disk?.text).toBe('diskLow 50 B');
    expect(data?.bars).toEqual([0, null]);
  });

  it('tell when its programme came to be another', () => {
    const days = [null, '1.0.0', '1.0.0', null, '1.1.0', '1.0.0'].map((version, nth) => ({
      ...{ ...untold, version, date: `2026-12-0${nth + 1}` },
    }));
    expect(versionChanges(days).map(({ date, version }) => [date, version])).toEqual([
      ['2026-12-02', '1.0.0'],
      ['2026-12-05', '1.1.0'],
      ['2026-12-06', '1.0.0'],
    ]);
  });
});
