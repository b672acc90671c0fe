import { join } from 'node:path';
import type { Commune } from '../../../cli/demo/district.ts';
import type { People } from '../../../cli/demo/people.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { occurrenceRoutes, type AsRunRow } from '../../../contract/http/occurrences.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { openDatabase } from '../../../runtime/database.ts';
import { everyPage } from '../../../web/api/every-page.ts';
import type { TestLoa } from '../../support/loa.ts';
import { until } from '../../support/until.ts';
import type { Done } from './keep-working.ts';

interface JudgeDeps {
  people: People;
  loa: TestLoa;
  done: Done;
  communes: readonly Commune[];
  clock: Clock;
  say: (line: string) => void;
}

const settleMs = 6 * 60_000;
const open: readonly AsRunRow['verdict'][] = ['due', 'awaiting_report', 'offline'];

/** Of a receiver nobody ever hears whether it played. */
function isOpen({ verdict, endpointKind }: Pick<AsRunRow, 'verdict' | 'endpointKind'>): boolean {
  return endpointKind === 'agent' && open.includes(verdict);
}

/** Whether all that was answered is there, and every entry of it is accounted for. */
export async function judge(deps: JudgeDeps) {
  const uploads = await judgeUploads(deps);
  const plays = await judgePlays(deps);
  const { done } = deps;
  const figures = {
    ...{ uploads: done.uploads.length, broadcasts: done.placed.length, failedCalls: done.failures },
    ...plays.verdicts,
  };
  const idle = done.uploads.length * done.placed.length === 0 ? ['nothing was done'] : [];
  return { figures, wrong: [...idle, ...uploads, ...plays.wrong, ...playedTwice(deps.loa)] };
}

async function judgeUploads({ people, done, say }: JudgeDeps): Promise<string[]> {
  const look = async () => {
    const query = { limit: 500 };
    const { items } = await people.author.call(recordingRoutes.list, { query });
    return items;
  };
  const isSettled = async () => {
    const waiting = (await look()).filter(({ latest }) =>
      ['received', 'checking', 'transcoding'].includes(latest.state),
    );
    return waiting.length === 0 ? true : undefined;
  };
  const limits = { limitMs: settleMs, everyMs: 2000, what: 'the worker has nothing left to do' };
  await until(isSettled, limits).catch((error: unknown) => say(String(error)));
  const items = await look();
  return done.uploads.flatMap((title) => {
    const found = items.filter((item) => item.title === title);
    if (found.length !== 1) return [`upload ${title} is there ${found.length} times`];
    const [state] = found.map(({ latest }) => latest.state);
    return state === 'ready' ? [] : [`upload ${title} is ${state}`];
  });
}

async function judgePlays({ people, done, communes, say }: JudgeDeps) {
  const rowsOf = async ({ id, date }: Done['placed'][number]) => {
    const query = { from: date, to: date, broadcastId: id };
    return everyPage((page) =>
      people.operator.call(occurrenceRoutes.asRun, { query: { ...query, ...page } }),
    );
  };
  const isSettled = async () => {
    for (const placed of done.placed) if ((await rowsOf(placed)).some(isOpen)) return undefined;
    return true;
  };
  const limits = { limitMs: settleMs, everyMs: 5000, what: 'every entry is accounted for' };
  await until(isSettled, limits).catch((error: unknown) => say(String(error)));
  const verdicts: Record<string, number> = {};
  const wrong: string[] = [];
  for (const placed of done.placed) {
    const rows = await rowsOf(placed);
    const endpoints = new Set(rows.map(({ endpointId }) => endpointId));
    for (const { endpointId, name } of communes)
      if (!endpoints.has(endpointId)) wrong.push(`${placed.occurrence} is not known in ${name}`);
    for (const { verdict, endpointKind, endpointId } of rows) {
      if (endpointKind !== 'agent') continue;
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      if (isOpen({ verdict, endpointKind }))
        wrong.push(`${placed.occurrence} at ${endpointId}: ${verdict}`);
    }
  }
  return { verdicts, wrong };
}

/** What was cut off may sound once more; nothing else is counted twice. */
function playedTwice({ dataFolder }: TestLoa): string[] {
  const sqlite = openDatabase(join(dataFolder, 'loa.sqlite'), { readonly: true });
  const rows = sqlite
    .prepare(
      `select endpoint_id || ' ' || entry_key || ': ' || count(*) as sentence from play
        group by endpoint_id, entry_key, due_at
        having count(*) > 2 or sum(reason != 'power_loss') > 1`,
    )
    .pluck()
    .all();
  sqlite.close();
  return rows.map((sentence) => `played twice: ${String(sentence)}`);
}
