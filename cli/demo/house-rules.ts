import { quietHoursRoutes } from '../../contract/http/quiet-hours.ts';
import { sessionRoutes } from '../../contract/http/sessions.ts';
import { allWeekdays, type LocalTime } from '../../core/time/zoned.ts';
import type { Hours } from './air-times.ts';
import { quietHoursAround, validFromBeside } from './air-times.ts';
import type { District } from './district.ts';
import type { People } from './people.ts';
import type { Stage } from './stage.ts';

/** The daily sessions of every station. */
export const dailySessions = [
  { key: 'morning', name: 'Buổi sáng', from: '05:00', to: '05:45' },
  { key: 'afternoon', name: 'Buổi chiều', from: '17:00', to: '17:45' },
] as const;

const minute = 60_000;

/** VOV's relay, then the tiers above, then the commune itself. */
export const dailyParts = [
  { tier: 'relay' as const, budgetMs: 30 * minute, anchor: null },
  { tier: 'above' as const, budgetMs: 10 * minute, anchor: null },
  { tier: 'own' as const, budgetMs: 5 * minute, anchor: null },
];

/** Quiet nights, but for the minutes that the demo needs, and the stations' daily sessions. */
export async function setHouseRules(
  { clock, terminal, zone }: Stage,
  people: People,
  {
    district,
    provinceId,
    freeMinutes,
  }: { district: District; provinceId: string; freeMinutes: number },
): Promise<void> {
  const now = clock.now();
  const quiet = quietHoursAround(now, freeMinutes, zone);
  const always = { weekdays: [...allWeekdays], validFrom: null, validTo: null };
  for (const { from, to } of quiet) {
    await people.administrator.call(quietHoursRoutes.create, {
      body: { areaId: provinceId, from, to, ...always },
    });
  }
  terminal.note(`Quiet hours (giờ không phát) by rule: ${quiet.map(hoursText).join(' and ')}`);

  const demo = { fromMs: now, toMs: now + freeMinutes * minute };
  for (const { key, name, from, to } of dailySessions) {
    const validFrom = validFromBeside({ from, to }, demo, zone);
    for (const { stationId } of district.communes) {
      await people.operator.call(sessionRoutes.create, {
        body: {
          ...{ stationId, key, name, startsAt: from, latestEnd: to, parts: dailyParts },
          ...{ ...always, validFrom },
        },
      });
    }
    const since = validFrom === null ? '' : `, from ${validFrom} on: the demo's own is now`;
    terminal.note(`${name} ${hoursText({ from, to })}: relay → above → own${since}`);
  }
}

const hoursText = ({ from, to }: { from: LocalTime; to: LocalTime } & Hours) => `${from}–${to}`;
