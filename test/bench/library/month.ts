import { airGroups } from '../../../core/report/air-group.ts';
import { airLines } from '../../../server/reports/air/air-lines.ts';
import { isFine } from '../../../server/reports/air/is-fine.ts';
import { createTree, type Tree } from '../../../core/area/tree.ts';
import { playGroups } from '../../../contract/http/reports.ts';
import type { Store } from '../../../server/store/open-store.ts';
import type { Principal } from '../../../server/http/principal.ts';
import { playSums, type PlaySumsQuery } from '../../../server/reports/play-sums.ts';
import { isInScopeOnDay } from '../../../server/territory/beneath-on-day.ts';
import { loadAreas } from '../../../server/territory/load-territory.ts';
import { month, seedPlays } from './plays.ts';

/** The slowest of all month reports for these people, and the bare sums of the same table, in ms. */
export async function measureMonth(
  { db, sqlite }: Store,
  given: { endpoints: number; people: readonly Principal[]; say: (line: string) => void },
): Promise<{ plays: number; monthReportMs: number; bareMonthMs: number }> {
  const plays = seedPlays(sqlite, given);
  const tree = createTree(await loadAreas(db));
  let monthReportMs = 0;
  for (const who of given.people)
    for (const by of playGroups) {
      const query = queryOf(tree, who, by);
      const { ms, result } = await slowestOf(() => playSums(db, query));
      given.say(`library: ${who.login} month by ${by}: ${ms} ms, ${result.items.length} lines`);
      monthReportMs = Math.max(monthReportMs, ms);
    }
  for (const principal of given.people)
    for (const by of airGroups) {
      const query = { db, tree, principal, filter: month };
      const { ms, result } = await slowestOf(async () =>
        airLines({ ...query, isFine: await isFine(query, by), by, now: 0 }),
      );
      given.say(`library: ${principal.login} air by ${by}: ${ms} ms, ${result.items.length} lines`);
      if (
        principal.grants.some(({ areaId }) => areaId === 'province') &&
        result.total.requested !== plays
      )
        throw new Error('the air is not that of the plays');
      monthReportMs = Math.max(monthReportMs, ms);
    }
  const bare = sqlite.prepare(
    'select broadcast_id, sum(sounded), sum(heard_ms) from play_day group by 1',
  );
  const bareMonth = await slowestOf(async () => bare.all());
  await requireTruth({ db, sqlite }, { people: given.people, tree });
  return { plays, monthReportMs, bareMonthMs: bareMonth.ms };
}

function queryOf(tree: Tree, principal: Principal, by: PlaySumsQuery['by']): PlaySumsQuery {
  const isMeant: PlaySumsQuery['isMeant'] = (row) => [
    isInScopeOnDay(tree, { principal, action: 'read' }, month, row),
  ];
  return { ...month, by, isMeant, areas: tree.on(month.to) };
}

async function slowestOf<T>(act: () => Promise<T>): Promise<{ ms: number; result: T }> {
  let [slowest, result] = [0, await act()];
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    result = await act();
    slowest = Math.max(slowest, performance.now() - begun);
  }
  return { ms: Math.round(slowest), result };
}

/** The sums must be those of the raw rows, or the figure says nothing. */
async function requireTruth(
  { db, sqlite }: Pick<Store, 'db' | 'sqlite'>,
  { people, tree }: { people: readonly Principal[]; tree: Tree },
): Promise<void> {
  const raw = sqlite.prepare('select count(*) as plays, sum(heard_ms) as heard from play').get();
  const sums = await Promise.all(people.map((who) => playSums(db, queryOf(tree, who, 'day'))));
  const whole = sums.map(({ total }) => ({
    plays: total.sounded + total.silent,
    heard: total.heardMs,
  }));
  if (!whole.some((one) => JSON.stringify(one) === JSON.stringify(raw)))
    throw new Error('the sums are not those of the plays');
}
