import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { urlOf } from '../../../contract/client.ts';
import { areaRoutes, mostAreas } from '../../../contract/http/areas.ts';
import { authRoutes } from '../../../contract/http/auth.ts';
import { groupRoutes } from '../../../contract/http/groups.ts';
import { programmeRoutes } from '../../../contract/http/programmes.ts';
import { mostSessions, sessionRoutes } from '../../../contract/http/sessions.ts';
import { stationRoutes } from '../../../contract/http/stations.ts';
import { todayRoutes } from '../../../contract/http/today.ts';
import { windowRoutes } from '../../../contract/http/windows.ts';
import {
  askEarly,
  firstQuestions,
  questionOfToday,
  signedInKey,
} from '../../../web/api/early-answers.ts';
import { longestPage } from '../../../web/api/every-page.ts';
import { useApi } from '../../../web/api/use-api.ts';
import { firstStations } from '../../../web/features/today/use-overview.ts';

let asked: string[] = [];
const noProgrammes = { items: [], next: null };

beforeEach(() => {
  asked = [];
  localStorage.setItem(signedInKey, '1');
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(Response.json(noProgrammes));
  });
  setActivePinia(createPinia());
});
afterEach(() => {
  localStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const programmes = () => useApi().call(programmeRoutes.list, { query: { limit: longestPage } });

describe('what is asked for while the scripts still come', () => {
  it('is just what the console asks for at first', () => {
    const query = { limit: longestPage };
    const lists = [stationRoutes, programmeRoutes, groupRoutes];
    expect([...firstQuestions].sort()).toEqual(
      [
        urlOf(authRoutes.getMe, {}),
        urlOf(areaRoutes.list, { query: { limit: mostAreas } }),
        urlOf(sessionRoutes.list, { query: { limit: mostSessions } }),
        ...lists.map(({ list }) => urlOf(list, { query })),
        urlOf(windowRoutes.list, { query: { ...query, mine: 'true' } }),
      ].sort(),
    );
    const today = urlOf(todayRoutes.show, { query: { q: '', limit: firstStations } });
    expect(questionOfToday).toBe(today);
  });

  it('is asked only where somebody was signed in, and the day only where it is shown', () => {
    expect([...askEarly(false).keys()]).toEqual(firstQuestions);
    expect([...askEarly(true).keys()]).toEqual([...firstQuestions, questionOfToday]);
    asked = [];
    localStorage.clear();
    expect(askEarly(true).size).toBe(0);
    expect(asked).toEqual([]);
  });

  it('answers the first call for it, and no later one', async () => {
    useApi().expect(askEarly(false));
    asked = [];
    expect(await programmes()).toEqual(noProgrammes);
    expect(asked).toEqual([]);
    expect(await programmes()).toEqual(noProgrammes);
    expect(asked).toEqual([urlOf(programmeRoutes.list, { query: { limit: longestPage } })]);
  });

  it('is forgotten when nobody has called for it within ten seconds', async () => {
    vi.useFakeTimers();
    useApi().expect(askEarly(false));
    asked = [];
    await vi.advanceTimersByTimeAsync(10_001);
    await programmes();
    expect(asked).toHaveLength(1);
  });
});
