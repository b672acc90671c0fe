import { expect, it } from 'vitest';
import type { PlannedOccurrence } from '../../../../core/today/air.ts';
import type { Standing } from '../../../../core/today/standing.ts';
import {
  endpointTroubles,
  graver,
  planTroubles,
  verdictOf,
} from '../../../../core/today/troubles.ts';

const silent = (reason: string, rest: Partial<PlannedOccurrence> = {}): PlannedOccurrence => ({
  ...{ id: `${reason}-2026-11-23`, broadcastId: reason, title: reason, stationId: 's' },
  ...{ date: '2026-11-23', sessionKey: 'morning', airs: false, reason, stopped: false },
  ...{ startsAt: null, durationMs: 60_000, ...rest },
});

it('leaves out what nobody can do anything about any more, and what was decided so', () => {
  const told = planTroubles(
    ['session_full', 'session_over', 'too_late', 'declined', 'not_approved'].map((one) =>
      silent(one),
    ),
  );
  expect(told.map(({ reason }) => reason)).toEqual(['session_full', 'not_approved']);
});

const loudspeaker = (id: string, rest: Partial<Standing> = {}) => ({
  ...({ id, stationId: 's', kind: 'agent', pairedAt: 1, presence: 'online' } as const),
  ...{ today: { playlist: 'p', holds: 'yes' } as const, clockTrusted: true },
  ...{ plannedUntil: '2026-12-31', health: { unheard: null, unheardBy: null }, ...rest },
});

it('tells of the coming air by what is known for it, tomorrow’s too, and of each loudspeaker once', () => {
  const away = { presence: 'offline', today: { playlist: 'p', holds: 'no' } } as const;
  const all = [
    loudspeaker('ready'),
    loudspeaker('lacks-tomorrow'),
    loudspeaker('away', away),
    loudspeaker('away-but-not-due', away),
    loudspeaker('lacks-today', { today: { playlist: 'p', holds: 'no' } }),
  ];
  const coming = new Map([
    ['ready', verdictOf({ state: 'ready', reason: 'holds' })],
    ['lacks-tomorrow', verdictOf({ state: 'not_ready', reason: 'files_missing' })],
    ['away', verdictOf({ state: 'not_ready', reason: 'offline' })],
    ['lacks-today', verdictOf({ state: 'ready', reason: 'holds' })],
  ]);
  const told = endpointTroubles(all, { today: '2026-12-01', coming });
  expect(
    told.map(({ reason, stationId, endpoints }) => [
      ...[reason, stationId],
      endpoints.map(({ id }) => id),
    ]),
  ).toEqual([
    ['incomplete', 's', ['lacks-tomorrow']],
    ['offline', 's', ['away']],
    ['offline', null, ['away-but-not-due']],
    ['incomplete', null, ['lacks-today']],
  ]);
});

it('takes of two verdicts on a loudspeaker the graver, of equal ones the first', () => {
  const ready = verdictOf({ state: 'ready', reason: 'holds' });
  const lacking = verdictOf({ state: 'not_ready', reason: 'files_missing' });
  const away = verdictOf({ state: 'not_ready', reason: 'offline' });
  const unknown = verdictOf({ state: 'unknown', reason: 'no_word' });
  expect(graver(ready, lacking)).toBe(lacking);
  expect(graver(lacking, ready)).toBe(lacking);
  expect(graver(unknown, lacking)).toBe(lacking);
  expect(graver(lacking, unknown)).toBe(lacking);
  expect(graver(away, lacking)).toBe(away);
  expect(graver(undefined, ready)).toBe(ready);
});
