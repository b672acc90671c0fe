import { areaRoutes, mostAreas } from '../../../contract/http/areas.ts';
import { groupRoutes } from '../../../contract/http/groups.ts';
import { programmeRoutes } from '../../../contract/http/programmes.ts';
import { mostSessions, sessionRoutes } from '../../../contract/http/sessions.ts';
import { stationRoutes } from '../../../contract/http/stations.ts';
import { windowRoutes } from '../../../contract/http/windows.ts';
import { everyPage } from '../../api/every-page.ts';
import { isUnreachable } from '../../api/problem-text.ts';
import type { useApi } from '../../api/use-api.ts';
import { keepValue, keptValue } from '../../kept/kept-values.ts';

type Api = ReturnType<typeof useApi>;
type Places = Awaited<ReturnType<typeof ask>>;

const keptName = 'places';

/** All of them from the server; without a network, as they last were: they change seldom. */
export async function readPlaces(api: Api): Promise<Places> {
  try {
    const places = await ask(api);
    void keepValue(keptName, places, Date.now());
    return places;
  } catch (error) {
    const kept = isUnreachable(error) ? await keptValue<Places>(keptName) : null;
    if (kept === null) throw error;
    return kept.value;
  }
}

async function ask(api: Api) {
  const [areas, stations, sessions, programmes, groups, windows] = await Promise.all([
    everyPage((query) => api.call(areaRoutes.list, { query }), mostAreas),
    everyPage((query) => api.call(stationRoutes.list, { query })),
    everyPage((query) => api.call(sessionRoutes.list, { query }), mostSessions),
    everyPage((query) => api.call(programmeRoutes.list, { query })),
    everyPage((query) => api.call(groupRoutes.list, { query })),
    everyPage((query) => api.call(windowRoutes.list, { query: { ...query, mine: 'true' } })),
  ]);
  return { areas, stations, sessions, programmes, groups, windows };
}
