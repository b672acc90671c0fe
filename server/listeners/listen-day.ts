import type { ListenDay, ListenEntry } from '../../contract/http/listening.ts';
import { phaseOf, takesADay } from '../../core/listening/listening.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { dayOf } from '../timetable/show-playlist.ts';
import { countTakes } from './count-takes.ts';
import type { ListeningDeps } from './deps.ts';
import type { Listener } from './open-link.ts';

/** What sounds today where somebody listens, with what they said of it. */
export async function listenDay(deps: ListeningDeps, listener: Listener): Promise<ListenDay> {
  const { db, keptDays, clock } = deps;
  const { endpointId, linkId, name } = listener;
  const endpoint = await db
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .select(['endpoint.name as endpointName', 'station.name as stationName', 'station.zone'])
    .where('endpoint.id', '=', endpointId)
    .executeTakeFirstOrThrow();
  const now = clock.now();
  const date = localDateOf(now, endpoint.zone);
  const dated = [
    ...(await entriesOf(deps, endpointId, addDays(date, -1))).filter(
      ({ entry }) => phaseOf(entry, now) !== 'over',
    ),
    ...(await entriesOf(deps, endpointId, date)),
  ];
  const said = await readSaid(deps, listener, dated[0]?.entry.startsAt ?? now);
  return {
    ...{ ...endpoint, name, date, now },
    recordingsLeft: Math.max(0, takesADay - (await countTakes(db, linkId, now))),
    recordingsKeptDays: keptDays,
    entries: dated.map(({ entry, date: day }) => toAnswer(entry, day, said)),
  };
}

async function entriesOf({ db }: ListeningDeps, endpointId: string, date: LocalDate) {
  const { entries } = await dayOf(db, endpointId, date);
  return entries.map((entry) => ({ date, entry }));
}

type Said = Awaited<ReturnType<typeof readSaid>>;

/** What came by one link of entries from `fromMs` on. */
async function readSaid({ db }: ListeningDeps, { endpointId, linkId }: Listener, fromMs: number) {
  const words = await db
    .selectFrom('listener_word')
    .select(['entry_key', 'starts_at', 'word', 'said_at'])
    .where('endpoint_id', '=', endpointId)
    .where('starts_at', '>=', fromMs)
    .where('link_id', '=', linkId)
    .execute();
  const recordings = await db
    .selectFrom('listener_recording')
    .select(['entry_key', 'starts_at'])
    .where('endpoint_id', '=', endpointId)
    .where('starts_at', '>=', fromMs)
    .where('link_id', '=', linkId)
    .execute();
  return {
    words: new Map(words.map((row) => [`${row.entry_key} ${row.starts_at}`, row])),
    recordings: recordings.map((row) => `${row.entry_key} ${row.starts_at}`),
  };
}

function toAnswer(
  { key, occurrence, title, startsAt, durationMs }: Entry,
  date: LocalDate,
  { words, recordings }: Said,
): ListenEntry {
  const name = `${key} ${startsAt}`;
  const said = words.get(name);
  return {
    ...{ date, key, occurrence, title, startsAt, durationMs },
    ...{ word: said?.word ?? null, saidAt: said?.said_at ?? null },
    recordings: recordings.filter((one) => one === name).length,
  };
}
