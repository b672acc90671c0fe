import { describe, expect, it } from 'vitest';
import { session, sessionRoutes } from '../../../contract/http/sessions.ts';
import {
  emptySession,
  sessionBodyOf,
  sessionDraftOf,
} from '../../../web/features/places/session-draft.ts';

const saved = session.parse({
  ...{ id: 's1', stationId: 'd1', key: 'morning', name: 'Sáng', weekdays: [1, 7], version: 4 },
  ...{ startsAt: '05:00', latestEnd: '05:45', validFrom: '2026-01-01', validTo: null },
  parts: [
    { tier: 'relay', budgetMs: 1_800_000, anchor: '05:00' },
    { tier: 'own', budgetMs: 450_000, anchor: null },
  ],
  ...{ openingId: 'r1', closingId: null, leadInMs: 2500, tailMs: 0 },
  stagger: [{ areaId: 'xom4', offsetMs: 90_000 }],
  modeKeys: ['tet'],
});

describe('the draft of a session', () => {
  it('opens a saved session and writes the same one back', () => {
    const { id: _id, stationId: _s, version: _v, ...fields } = saved;
    expect(sessionBodyOf(sessionDraftOf(saved), saved)).toEqual(fields);
  });

  it('begins with an amplifier that warms up, without signatures, all villages together', () => {
    const body = sessionBodyOf(emptySession('Sáng'), null);
    const request = { stationId: 'd1', ...body };
    expect(sessionRoutes.create.body?.parse(request)).toEqual(request);
    expect(body).toMatchObject({
      ...{ openingId: null, closingId: null, leadInMs: 3000, tailMs: 1000 },
      ...{ stagger: [], modeKeys: [] },
    });
  });

  it('takes a village that speaks with the others from the list', () => {
    const draft = sessionDraftOf(saved);
    draft.stagger = { xom4: '0', xom5: '', xom6: '1,5' };
    expect(sessionBodyOf(draft, saved).stagger).toEqual([{ areaId: 'xom6', offsetMs: 1500 }]);
  });
});
