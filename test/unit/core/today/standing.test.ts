import { expect, it } from 'vitest';
import {
  addCounts,
  countStandings,
  endpointStates,
  inServiceCount,
  isInState,
  noCounts,
  type LockedOut,
  type Standing,
} from '../../../../core/today/standing.ts';

type One = Standing & LockedOut & { playing: string | null };
const ready: One = {
  ...{ kind: 'agent', pairedAt: 1, presence: 'online', clockTrusted: true, playing: null },
  today: { playlist: 'p', holds: 'yes' },
  ...{ revokedAt: null, silencingUntil: null },
};
const statesOf = (change: Partial<One>) =>
  endpointStates.filter((state) => isInState({ ...ready, ...change }, state));

it('finds an endpoint by how ready it is, and what is locked out by that alone', () => {
  expect(statesOf({})).toEqual(['in_use', 'ready']);
  expect(statesOf({ pairedAt: null })).toEqual(['in_use', 'not_ready']);
  expect(statesOf({ presence: 'offline' })).toEqual(['in_use', 'unknown']);
  expect(statesOf({ revokedAt: 5 })).toEqual(['revoked']);
  // It still comes to hear that it is to fall silent.
  expect(statesOf({ revokedAt: 5, silencingUntil: 9 })).toEqual(['in_use', 'revoked']);
});

it('counts those in service by how ready they are, and of those heard of who says that it plays', () => {
  const all: One[] = [
    ready,
    { ...ready, playing: 'x/0' },
    // It said so before it went away.
    { ...ready, presence: 'offline', playing: 'x/0' },
    { ...ready, pairedAt: null, presence: 'unknown' },
    { ...ready, revokedAt: 5, playing: 'x/0' },
  ];
  const counts = countStandings(all);
  expect(counts).toEqual({
    ...{ ready: 2, notReady: 1, unknown: 1, online: 2, playing: 1, revoked: 1 },
  });
  expect(inServiceCount(counts)).toBe(4);
  expect(countStandings([])).toEqual(noCounts());
  expect(addCounts(countStandings(all.slice(0, 2)), countStandings(all.slice(2)))).toEqual(counts);
});
