import { expect, test } from 'vitest';
import { endArea, moveArea } from '../../../../core/area/change-area.ts';
import { mergeAreas } from '../../../../core/area/merge-areas.ts';
import { changeDays, type Territory } from '../../../../core/area/territory.ts';
import type { Targets } from '../../../../core/broadcast/broadcast.ts';
import { lostTargets } from '../../../../core/broadcast/lost-targets.ts';
import { changed, lastDay, reform, territory } from '../area/reform.ts';

function lostBy(
  after: Territory,
  ownerAreaId: string,
  targets: Partial<Targets>,
  areaOfEndpoint: () => string | null = () => null,
) {
  const none = { areas: [], stations: [], endpoints: [], groups: [], except: [] };
  const days = ['2025-01-01', ...changeDays(after, '2025-01-01')];
  const given = { territory: after, areaOfEndpoint };
  return lostTargets({ ownerAreaId, targets: { ...none, ...targets } }, days, given);
}

test('an area that is merged is lost from that day on, with what took it over named', () => {
  const after = changed(territory(), (before) =>
    mergeAreas(before, { areaIds: ['a', 'b'], into: 'c', on: reform }),
  );
  const ended = { reason: 'ended', from: reform };
  expect(lostBy(after, 'tinh', { areas: ['a', 'c', 'd'], stations: ['dai-b'] })).toEqual([
    { id: 'a', ...ended, successorId: 'c' },
    { id: 'dai-b', ...ended, successorId: 'dai-a' },
  ]);
});

test('the successor named is the one that is there, where merges follow each other', () => {
  const first = changed(territory(), (before) =>
    mergeAreas(before, { areaIds: ['a'], into: 'b', on: '2025-03-01' }),
  );
  const after = changed(first, (before) =>
    mergeAreas(before, { areaIds: ['b'], into: 'c', on: reform }),
  );
  const given = { territory: after, areaOfEndpoint: () => null };
  const targets = { areas: ['a'], stations: [], endpoints: [], groups: [], except: [] };
  expect(lostTargets({ ownerAreaId: 'tinh', targets }, ['2026-01-01'], given)).toEqual([
    { id: 'a', reason: 'ended', from: '2025-03-01', successorId: 'c' },
  ]);
});

test('an owner that ends loses everything at once', () => {
  const after = changed(territory(), (before) => endArea(before, { areaId: 'huyen', lastDay }));
  expect(lostBy(after, 'huyen', { areas: ['a', 'b'] })).toEqual([
    { id: 'huyen', reason: 'owner_ended', from: reform, successorId: null },
  ]);
});

test('what moves out of the area of the owner is lost', () => {
  const after = changed(territory(), (before) =>
    moveArea(before, { areaId: 'xom-a', to: 'b', on: reform }),
  );
  const lost = { reason: 'left', from: reform, successorId: null };
  expect(lostBy(after, 'a', { areas: ['xom-a'], endpoints: ['loa'] }, () => 'xom-a')).toEqual([
    { id: 'xom-a', ...lost },
    { id: 'loa', ...lost },
  ]);
  expect(lostBy(after, 'huyen', { areas: ['xom-a'] })).toEqual([]);
});
