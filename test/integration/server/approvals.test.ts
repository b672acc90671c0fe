import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { instantOf } from '../../../core/time/zoned.ts';
import { dayAfter, draftOf, makeRecording, zone, type Commune } from '../../support/district.ts';
import { everyDay } from '../../support/on-days.ts';
import { askedCommune, turnedClock } from '../../support/say.ts';
import { useTestServer } from '../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const day = (days: number) => dayAfter(clock.now(), days);
const before = (date: string, time: string) =>
  instantOf(date, time, zone) - server().config.freezeMs;

/** Recordings of a commune that wait, the oldest first. */
async function waitingIn({ areaId }: Commune, titles: readonly string[], hertz: number) {
  const author = await server().as('author', areaId);
  const made = [];
  for (const [at, title] of titles.entries())
    made.push(await makeRecording(server(), { hertz: hertz + 10 * at, title, areaId, author }));
  return made;
}

async function placeAwaited(
  { areaId, stationId }: Commune,
  { recordingId, date }: { recordingId: string; date: string },
  rest: Parameters<typeof draftOf>[1],
): Promise<void> {
  const operator = await server().some('operator');
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date, time: '17:00' };
  const query = { awaitsApproval: 'true' } as const;
  await operator.call(api.broadcasts.create, { query, body: draftOf(given, rest) });
}

describe('what waits for an approver', () => {
  it('comes by deadline, then the oldest first, page by page and counted', async () => {
    const commune = await askedCommune(server(), 'Hải Anh');
    const [first, , third, fourth] = await waitingIn(commune, ['một', 'hai', 'ba', 'bốn'], 300);
    await placeAwaited(commune, { recordingId: fourth?.id ?? '', date: day(2) }, {});
    const placement = { kind: 'session', sessionKey: 'morning', part: 'own', order: 0 } as const;
    await placeAwaited(
      commune,
      { recordingId: third?.id ?? '', date: day(0) },
      { placement, dates: everyDay(day(0)) },
    );
    const list = (cursor?: string) =>
      commune.approver.call(api.approvals.list, {
        query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
      });
    const page = await list();
    const shown = page.items.map(({ recording, decideBy }) => [recording.title, decideBy]);
    // Today’s morning is over: tomorrow’s counts.
    expect(shown).toEqual([
      ['ba', before(day(1), '05:00')],
      ['bốn', before(day(2), '17:00')],
      ['một', null],
    ]);
    expect(page.total).toBe(4);
    const rest = await list(page.next ?? '');
    expect(rest.items.map(({ recording }) => recording.title)).toEqual(['hai']);
    expect(rest).toMatchObject({ next: null, total: 4 });
    // What is decided leaves, and the others move up.
    const { id = '', latest } = first ?? {};
    const heard = { versionId: latest?.id ?? '', contentHash: latest?.contentHash ?? '' };
    await commune.approver.call(api.recordings.approve, { params: { id }, body: heard });
    const after = await list();
    expect(after.items.map(({ recording }) => recording.title)).toEqual(['ba', 'bốn', 'hai']);
    expect(after.total).toBe(3);
  });

  it('is nothing for whoever made it, or approves elsewhere', async () => {
    const commune = await askedCommune(server(), 'Hải Hưng');
    const [made] = await waitingIn(commune, ['tin'], 400);
    const other = await askedCommune(server(), 'Hải Đông');
    for (const person of [other.approver, commune.operator])
      expect(await person.call(api.approvals.list, { query: {} })).toEqual({
        items: [],
        next: null,
        total: 0,
      });
    const { items } = await commune.approver.call(api.approvals.list, { query: {} });
    expect(items).toMatchObject([{ recording: { id: made?.id, isDecidable: true } }]);
  });
});
