import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { api } from '../../../contract/api.ts';
import { problem, type Problem } from '../../../contract/problem.ts';
import type { Route } from '../../../contract/route.ts';
import { actions, roles, type Action, type Role } from '../../../core/access/roles.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { everyDay } from '../../support/on-days.ts';
import type { Person } from '../../support/person.ts';
import { sampleOf, variantsOf } from '../../support/sample-input.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
const id = '01m836dgf72rd9a3zhg3dvvt18';
/** What is really there, by the resource in a path. */
const named: Record<string, string> = { occurrences: `${id}-2026-11-23` };
const nameIn = ({ path }: Route) => named[path.split('/')[3] ?? ''] ?? id;
/** Where a sample made from the schema alone would not get past the first rule. */
const better: Record<string, object> = {};

const routes: [name: string, route: Route][] = Object.entries(api).flatMap(([tag, group]) =>
  Object.entries(group as Record<string, Route>).map(([name, route]): [string, Route] => [
    `${tag}.${name}`,
    route,
  ]),
);
const isAction = (access: Route['access']): access is Action => access in actions;
const isWrite = ({ method }: Route) => method !== 'GET';
const guarded = routes.filter(([, { access }]) => access !== 'public');
const withRole = guarded.filter(([, { access }]) => isAction(access));

/** Signed-in people by what they may do. */
const people = {} as Record<Role | 'nobody' | 'everything', Person>;
/** Things that are there, by the field that names them. */
const things: Record<string, string> = {};

beforeAll(async () => {
  const administrator = await server().administrator();
  const areaId = await server().rootId();
  for (const role of roles) people[role] = await server().as(role);
  people.everything = await server().person(roles.map((role) => ({ role, areaId })));
  people.nobody = await server().as('author');
  await administrator.call(api.users.update, {
    params: { id: people.nobody.me.id },
    body: { grants: [] },
  });
  const station = { areaId, name: 'Đài' };
  things['stationId'] = (await administrator.call(api.stations.create, { body: station })).id;
  const programme = { name: 'Giảm nghèo', tag: 'GN' };
  things['programmeId'] = (await administrator.call(api.programmes.create, { body: programme })).id;
  for (const field of ['areaId', 'parentId', 'underId', 'ownerAreaId']) things[field] = areaId;
  await makeThings(administrator, areaId);
});

async function makeThings(administrator: Person, areaId: string): Promise<void> {
  const stationId = things['stationId'] ?? '';
  const hours = { weekdays: [6, 7] as Weekday[], validFrom: null, validTo: null };
  const parts = [{ tier: 'own' as const, budgetMs: 60_000, anchor: '17:00' }];
  const bare = { openingId: null, closingId: null, stagger: [], modeKeys: [] };
  const times = { ...hours, ...bare, startsAt: '17:00', latestEnd: '17:30', parts };
  const session = { stationId, key: 'afternoon', name: 'Chiều', ...times };
  const under = { parentId: areaId, validFrom: null, validTo: null };
  const commune = { code: '13951', name: 'Xã', kind: 'xã', ...under };
  const made = await administrator.call(api.areas.create, { body: commune });
  const { id: sessionId } = await administrator.call(api.sessions.create, { body: session });
  const file = { bytes: new Uint8Array([1, 2, 3]), name: 'tin.mp3' };
  const { id: recordingId } = await people.author.upload({ areaId }, file);
  things['recordingId'] = recordingId;
  Object.assign(named, {
    users: people.nobody.me.id,
    areas: made.id,
    sessions: sessionId,
    recordings: recordingId,
  });
  const person = { login: 'ai.do', name: 'Ai Đó', password: 'năm con gà trống' };
  const grants = [{ role: 'author', areaId }];
  Object.assign(better, {
    'users.create': { ...person, grants },
    'users.update': { password: person.password, grants, disabled: false },
    'areas.importMany': {
      areas: [{ code: '13952', name: 'Xã', kind: 'xã', parentCode: null }],
    },
    'areas.update': { validTo: '2999-01-01' },
    'stations.create': { areaId: made.id, zone: 'Asia/Ho_Chi_Minh' },
    'sessions.create': { ...times, key: 'evening', startsAt: '18:00', latestEnd: '18:30' },
    'sessions.update': times,
    'endpoints.create': { kind: 'agent', pushUrl: undefined },
    'recordings.update': { expiresAt: Date.now() + 1e9, notBefore: null },
    'broadcasts.create': {
      targets: { areas: [areaId], stations: [stationId], endpoints: [], groups: [], except: [] },
      dates: everyDay('2099-01-01', '2099-12-31'),
      ...{ campaignId: null, overrides: [] },
    },
  });
  better['sessions.create'] = {
    ...better['sessions.create'],
    parts: [{ ...parts[0], anchor: null }],
  };
}

interface Sent {
  status: number;
  problem: Problem | null;
}

async function send(
  route: Route,
  person: Person | null,
  given: { body?: string; headers?: Record<string, string>; path?: string },
): Promise<Sent> {
  const path = given.path ?? pathOf(route, nameIn(route));
  const init = {
    method: route.method,
    headers: {
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...given.headers,
    },
    ...(given.body === undefined ? {} : { body: given.body }),
  };
  const response = person
    ? await person.fetch(path, init)
    : await fetch(server().origin + path, init);
  const text = await response.text();
  const isProblem = response.status >= 400;
  if (isProblem) {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  }
  return {
    status: response.status,
    problem: isProblem ? problem.parse(JSON.parse(text)) : null,
  };
}

function pathOf({ path }: Route, value: string): string {
  return path.replace(/:\w+/g, value);
}

describe('the contract', () => {
  it.each(routes)('%s is answered by a handler', async (_name, route) => {
    const { problem: refused } = await send(route, null, {});
    expect(refused?.code).not.toBe('route_not_found');
  });
});

describe('without signing in', () => {
  it.each(guarded)('%s is refused', async (_name, route) => {
    expect(await send(route, null, {})).toMatchObject({
      status: 401,
      problem: { code: 'not_signed_in' },
    });
    const cookie = { cookie: 'loa_sign_in=not-a-token' };
    expect((await send(route, null, { headers: cookie })).status).toBe(401);
  });
});

describe('without the role', () => {
  it.each(withRole)('%s is refused', async (_name, { access, ...rest }) => {
    const route = { access, ...rest };
    const enough: readonly Role[] = isAction(access) ? actions[access] : [];
    const wrong = roles.filter((role) => !enough.includes(role));
    for (const person of [people.nobody, ...wrong.map((role) => people[role])]) {
      expect(await send(route, person, {})).toMatchObject({
        status: 403,
        problem: { code: 'not_allowed' },
      });
    }
  });
});

describe('without the CSRF token', () => {
  it.each(guarded.filter(([, route]) => isWrite(route)))('%s is refused', async (_name, route) => {
    const headers = { 'loa-csrf': 'guessed' };
    expect(await send(route, people.everything, { headers })).toMatchObject({
      status: 403,
      problem: { code: 'csrf_missing' },
    });
  });
});

const signOut = api.auth.signOut as Route;
const probed = routes.filter(([, route]) => route !== signOut);

describe('bad input never breaks', () => {
  const withBody = probed.filter(([, { body, bodyType }]) => body && bodyType !== 'multipart');

  it.each(withBody)('%s with bodies that are no JSON or another shape', async (_name, route) => {
    const bodies = ['', '{', '{"a":}', '\u0000', '"text"', '1', 'null', '[]', '[[[]]]', '{"":{}}'];
    for (const body of bodies) {
      const { status, problem: refused } = await send(route, people.everything, { body });
      expect(status, body).toBeLessThan(500);
      if (!body.startsWith('{"":')) expect(refused?.code, body).toBe('body_invalid');
    }
    const headers = { 'content-type': 'text/plain' };
    expect((await send(route, people.everything, { body: '{}', headers })).status).toBe(415);
  });

  it.each(withBody)('%s with one wrong value after another', async (name, route) => {
    const schema = z.toJSONSchema(route.body ?? z.null(), { io: 'input' });
    const sample = { ...(sampleOf(schema, things) as object), ...better[name] };
    for (const variant of variantsOf(sample)) {
      const body = JSON.stringify(variant);
      const sent = await send(route, people.everything, { body });
      expect(sent.status, body.slice(0, 500)).toBeLessThan(500);
    }
  });

  const withParams = probed.filter(([, { path }]) => path.includes(':'));
  it.each(withParams)('%s with names that name nothing', async (_name, route) => {
    const names = ['x', '%00', '%ff', '..%2f..%2fetc', "'%20or%201=1--", 'X'.repeat(2000), '%F0'];
    const schema = route.body && z.toJSONSchema(route.body, { io: 'input' });
    const body = schema && JSON.stringify(sampleOf(schema, things));
    // Almost anything may stand in the dictionary.
    const least = route.path.endsWith(':written') ? 200 : 400;
    for (const name of names) {
      const path = pathOf(route, name);
      const sent = await send(route, people.everything, { path, ...(body ? { body } : {}) });
      expect(sent.status, path).toBeGreaterThanOrEqual(least);
      expect(sent.status, path).toBeLessThan(500);
    }
  });

  const withQuery = probed.filter(([, { query }]) => query);
  it.each(withQuery)('%s with queries that mean nothing', async (_name, route) => {
    const { properties = {} } = z.toJSONSchema(route.query ?? z.null(), { io: 'input' });
    const values = ['', 'x', '-1', '0', '1e99', '%00', '%ff', '[]', '%F0%9F%98%80'.repeat(30)];
    for (const name of Object.keys(properties)) {
      for (const value of values) {
        for (const query of [`${name}=${value}`, `${name}=${value}&${name}=${value}`]) {
          const path = `${pathOf(route, nameIn(route))}?${query}`;
          const sent = await send(route, people.everything, { path });
          expect(sent.status, path).toBeLessThan(500);
        }
      }
    }
  });
});
