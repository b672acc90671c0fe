import { expect, it } from 'vitest';
import type { EndpointAnswer } from '../../../../contract/http/endpoints.ts';
import { deedsOf } from '../../../../web/features/endpoints/endpoint-deeds.ts';

type Given = Pick<EndpointAnswer, 'kind' | 'pairedAt' | 'revokedAt' | 'silencedAt'>;
const paired: Given = { kind: 'agent', pairedAt: 1, revokedAt: null, silencedAt: null };
const all = { mayPair: true, maySnooze: true, mayReport: false };
const deeds = (given: Partial<Given>, may = all) =>
  deedsOf({ ...paired, ...given } as EndpointAnswer, may);

it('offers what still makes sense for a loudspeaker, to those who may', () => {
  expect(deeds({})).toEqual([...['listen', 'player', 'snooze', 'pair', 'edit', 'move', 'revoke']]);
  expect(deeds({ kind: 'person', pairedAt: null })).toContain('declare');
  expect(deeds({ kind: 'person', pairedAt: null })).not.toContain('pair');
  // Its first pairing is a button of its own.
  expect(deeds({ pairedAt: null })).toEqual(['listen', 'player', 'edit', 'move', 'revoke']);
  // What was locked out comes back by a new pairing.
  expect(deeds({ revokedAt: 1 })).toEqual(['pair', 'revoke']);
  expect(deeds({ revokedAt: 1, silencedAt: 2 })).toEqual(['pair']);
  expect(deeds({}, { ...all, mayPair: false })).toEqual(['snooze']);
  expect(deeds({}, { ...all, mayPair: false, maySnooze: false })).toEqual([]);
  const onlyReports = { mayPair: false, maySnooze: false, mayReport: true };
  expect(deeds({}, onlyReports)).toEqual(['fault']);
  expect(deeds({ revokedAt: 1 }, onlyReports)).toEqual([]);
});
