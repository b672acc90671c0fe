import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../core/access/roles.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { createAccess } from '../../server/access/access.ts';
import type { Principal } from '../../server/http/principal.ts';
import { toAnswers } from '../../server/recordings/answer.ts';
import { listRecordings, type RecordingsFilter } from '../../server/recordings/list.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Bench } from './bench.ts';
import { measureMonth } from './library/month.ts';
import { seedLibrary } from './library/seed.ts';

const clock = systemClock();
const pageSize = 50;
const deep = 500;
const limitMs = 30;
const monthLimitMs = 1000;

/** What people look for; each as a commune's editor and as the province's approver. */
const searches: readonly RecordingsFilter[] = [
  { q: 'giam ngheo ben vung' },
  { q: 'duoi nuoc tre em' },
  { q: 'dong van' },
  { q: 'chuyen doi so xa hai hau vu mua' },
  { q: 'bao hi' },
  { q: 'so 1999' },
  { q: 'tin' },
  { q: 'nuoc sach', state: 'approved', language: 'vi' },
  { q: 'giao', state: 'ready' },
  { q: 'phong', programmeId: 'p7', kind: 'speech', minMs: 60_000 },
  { q: 'khong co gi nhu the' },
  { state: 'ready', programmeId: 'p3' },
  { state: 'failed', language: 'km' },
  { campaignId: 'c5', partnerId: 'd5', kind: 'music' },
  { language: 'hmn', minMs: 300_000, state: 'returned' },
  { authorId: 'u17', state: 'approved', maxMs: 60_000 },
  { expiring: true },
  { decidable: true },
  { archived: true, language: 'tyz' },
];

/**
 * Pages of a library of 100,000, answers included, through the service: search, filters, page 500 deep;
 * against the bare query for the rows of a page. Then reports of a month of 10⁷ plays (10⁶ when quick).
 */
export const run: Bench = async ({ quick, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'loa-library-'));
  try {
    const file = join(folder, 'loa.sqlite');
    const store = await openStore(file);
    const recordings = quick ? 10_000 : 100_000;
    say(`library: making ${recordings} recordings`);
    seedLibrary(store.sqlite, { recordings, now: clock.now() });
    const { db } = store;
    const deps = { db, access: createAccess({ db }), progressOf: () => null, clock };
    const people = [person('author', 'commune3'), person('approver', 'province')];
    const load = async (who: Principal, query: RecordingsFilter & { cursor?: string }) => {
      const page = await listRecordings(deps, who, { ...query, limit: pageSize });
      await toAnswers(deps, who, page.items);
      return page;
    };
    const rounds = quick ? 3 : 20;
    const searchMs: number[] = [];
    for (const who of people)
      for (const query of searches) {
        const times = await timesOf(rounds, () => load(who, query));
        searchMs.push(...times);
        say(`library: ${who.login} ${JSON.stringify(query)}: ${p95(times).toFixed(1)} ms`);
      }
    const deepMs: number[] = [];
    for (const who of people)
      for (const query of [{}, { q: 'so' }, { state: 'approved' as const }]) {
        const cursor = await cursorOf(who, query, (asked) => load(who, asked));
        const times = await timesOf(rounds, () => load(who, { ...query, cursor }));
        deepMs.push(...times);
        say(`library: ${who.login} deep ${JSON.stringify(query)}: ${p95(times).toFixed(1)} ms`);
      }
    const bareMs = await bare(file, rounds);
    say('library: making the plays of a month');
    const endpoints = quick ? 1000 : 10_000;
    const ofMonth = await measureMonth(store, { endpoints, people, say });
    await store.close();
    const figures = {
      recordings,
      searchP95Ms: round1(p95(searchMs)),
      deepPageP95Ms: round1(p95(deepMs)),
      bareP95Ms: round1(p95(bareMs)),
      ...ofMonth,
    };
    const short = [
      ...(figures.searchP95Ms > limitMs ? [`searchP95Ms ${figures.searchP95Ms} > ${limitMs}`] : []),
      ...(figures.deepPageP95Ms > limitMs
        ? [`deepPageP95Ms ${figures.deepPageP95Ms} > ${limitMs}`]
        : []),
      ...(ofMonth.monthReportMs > monthLimitMs
        ? [`monthReportMs ${ofMonth.monthReportMs} > ${monthLimitMs}`]
        : []),
    ];
    const ratio = round1(p95(searchMs) / p95(bareMs));
    return { name: 'library', figures, ratio, against: 'better-sqlite3, rows of a search', short };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

function person(role: Role, areaId: string): Principal {
  const grants = [{ role, areaId }];
  return { userId: 'u0', login: role, name: '', grants, csrf: '', signedInUntil: 0 };
}

/** The cursor of the page so deep; of the last one where there are fewer. */
async function cursorOf(
  who: Principal,
  query: RecordingsFilter,
  load: (query: RecordingsFilter & { cursor?: string }) => Promise<{ next: string | null }>,
): Promise<string> {
  let cursor: string | undefined;
  for (let page = 0; page < deep; page += 1) {
    const { next } = await load(cursor === undefined ? query : { ...query, cursor });
    if (next === null) break;
    cursor = next;
  }
  if (cursor === undefined) throw new Error(`${who.login} has but one page`);
  return cursor;
}

/** The rows that a province's search shows, with nothing around. */
async function bare(file: string, rounds: number): Promise<number[]> {
  const sqlite = openDatabase(file, { durability: 'full' });
  const statement = sqlite.prepare(`select recording.* from recording_search
    join recording on recording.search_id = recording_search.rowid
    where recording_search match ? and archived_at is null
    order by recording_search.rowid desc limit ${pageSize + 1}`);
  const words = ['"giam" "ngheo" "ben" "vung"*', '"dong" "van"*', '"bao" "hi"*', '"so" "1999"*'];
  const times: number[] = [];
  for (const word of words) times.push(...(await timesOf(rounds, async () => statement.all(word))));
  sqlite.close();
  return times;
}

async function timesOf(rounds: number, act: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  await act();
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await act();
    times.push(performance.now() - begun);
  }
  return times;
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
}

const round1 = (value: number) => Math.round(value * 10) / 10;
