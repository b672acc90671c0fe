import { broadcastRoutes, type BroadcastAnswer } from '../../contract/http/broadcasts.ts';
import { sessionRoutes } from '../../contract/http/sessions.ts';
import { allWeekdays, localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import { demoSessionAt, type DemoSession } from './air-times.ts';
import { DemoProblem } from './demo-problem.ts';
import type { District } from './district.ts';
import { dailySessions } from './house-rules.ts';
import type { Person } from './person.ts';
import type { ReadyRecording } from './recordings.ts';
import type { Stage } from './stage.ts';

/** The broadcast whose sound is the demo's proof. */
export interface DemoBroadcast {
  id: string;
  session: DemoSession;
  startsAtMs: number;
  endsAtMs: number;
}

interface Programme {
  district: District;
  provinceId: string;
  recordings: readonly ReadyRecording[];
}

/** Time for saving, compiling and fetching before the demo session begins. */
const leadMs = 30_000;
const minute = 60_000;

/** Every day in the morning and the afternoon, from today on. */
export async function scheduleDaily(
  { clock, zone, terminal }: Stage,
  operator: Person,
  programme: Programme,
): Promise<void> {
  for (const { key, name } of dailySessions) {
    await operator.call(broadcastRoutes.create, {
      body: {
        ...broadcastBody(programme, key),
        title: `Bản tin của tỉnh, ${name.toLowerCase()}`,
        dates: {
          ...{ first: localDateOf(clock.now(), zone), last: null, count: null },
          ...{ rule: { freq: 'daily', interval: 1 }, exdates: [], rdates: [] },
        },
      },
    });
    terminal.note(`every day in ${name} of ${programme.district.communes.length} stations`);
  }
}

/** Gives each station a session that begins within the minute, and fills its part "above". */
export async function scheduleNow(
  { clock, zone, terminal }: Stage,
  operator: Person,
  programme: Programme,
): Promise<DemoBroadcast> {
  const lengthMs = programme.recordings.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const minutes = Math.max(10, Math.ceil(lengthMs / minute) + 1);
  const session = demoSessionAt(clock.now() + leadMs, minutes, zone);
  for (const { stationId } of programme.district.communes) {
    await operator.call(sessionRoutes.create, {
      body: {
        ...{ stationId, key: 'demo', name: 'Buổi phát thử', weekdays: [...allWeekdays] },
        ...{ startsAt: session.startsAt, latestEnd: session.latestEnd },
        ...{ validFrom: session.date, validTo: session.date },
        parts: [{ tier: 'above', budgetMs: minutes * minute, anchor: null }],
      },
    });
  }
  const { broadcast, outlook } = await operator.call(broadcastRoutes.create, {
    body: {
      ...broadcastBody(programme, 'demo'),
      title: 'Bản tin thử của tỉnh',
      dates: {
        ...{ first: session.date, last: null, count: null },
        ...{ rule: null, exdates: [], rdates: [] },
      },
    },
  });
  const refused = outlook.occurrences.find((occurrence) => !occurrence.airs);
  if (refused) {
    throw new DemoProblem(`${refused.stationName} would not air it: ${refused.reason}.`);
  }
  if (!broadcast) throw new DemoProblem('The broadcast was not saved.');
  const starts = outlook.occurrences.map(({ startsAt }) => startsAt ?? session.startsAtMs);
  const startsAtMs = Math.max(session.startsAtMs, ...starts);
  const at = localTimeOf(startsAtMs, zone);
  terminal.note(`once in Buổi phát thử, ${session.date} at ${at} (${zone})`);
  return { id: broadcast.id, session, startsAtMs, endsAtMs: startsAtMs + lengthMs };
}

function broadcastBody({ district, provinceId, recordings }: Programme, sessionKey: string) {
  return {
    programmeId: null,
    // The province's own: it belongs into the part "above" of a commune's session.
    ownerAreaId: provinceId,
    class: 'normal',
    placement: { kind: 'session', sessionKey, part: 'above', order: 0 },
    items: recordings.map(({ recordingId }) => ({ type: 'recording', recordingId })),
    targets: {
      areas: [],
      stations: district.communes.map(({ stationId }) => stationId),
      endpoints: [],
      groups: [],
      except: [],
    },
    whenBeaten: 'queue',
  } satisfies Partial<BroadcastAnswer>;
}
