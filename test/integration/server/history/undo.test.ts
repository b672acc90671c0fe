import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { everyDay } from '../../../support/on-days.ts';
import { useTestServer } from '../../../support/server.ts';

const monday = '2028-02-28';
const tuesday = '2028-02-29';
const clock = clockAt(instantOf(monday, '10:00', zone));
const server = useTestServer({ worker: true, clock });

let operator: Person;
let recordingId: string;
beforeAll(async () => {
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Vay vốn' });
});

function body(
  { areaId, stationId }: Commune,
  time: string,
  rest: Partial<BroadcastBody> = {},
): BroadcastBody {
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: tuesday, time };
  return draftOf(given, rest);
}

async function place(given: BroadcastBody) {
  const { broadcast } = await operator.call(api.broadcasts.create, { body: given });
  if (!broadcast) throw new Error('nothing was saved');
  return broadcast;
}

type Name = { id: string; version: number };
const undo = ({ id, version }: Name, person = operator) =>
  person.call(api.history.undo, { body: { of: 'broadcast', id, version } });
const undoChange = (id: string | null) =>
  operator.call(api.history.undo, { body: { of: 'change', id: id ?? '' } });
const read = async (id: string) =>
  (await operator.call(api.broadcasts.get, { params: { id } })).broadcast;

async function heardOn({ endpointId }: Commune, date: string): Promise<string[]> {
  const query = { endpointId, date };
  const { rulings } = await operator.call(api.occurrences.playlist, { query });
  return rulings.filter(({ airs }) => airs).map(({ title }) => title);
}

describe('undo', () => {
  it('withdraws what was made, and makes what was changed what it was', async () => {
    const commune = await makeCommune(server(), 'Hải Anh');
    const made = await place(body(commune, '06:00', { title: 'Cũ' }));
    const { broadcast: edited } = await operator.call(api.broadcasts.update, {
      params: { id: made.id },
      body: { ...body(commune, '06:30', { title: 'Mới' }), version: 1 },
    });
    expect(await heardOn(commune, tuesday)).toEqual(['Mới']);
    expect(await undo(edited)).toEqual({ broadcasts: 1, broadcastIds: [made.id] });
    expect(await heardOn(commune, tuesday)).toEqual(['Cũ']);
    expect(await read(made.id)).toMatchObject({ title: 'Cũ', placement: made.placement });
    const other = await place(body(commune, '07:00', { title: 'Thừa' }));
    await undo(other);
    expect(await read(other.id)).toMatchObject({ state: 'withdrawn', version: 2 });
    expect(await heardOn(commune, tuesday)).toEqual(['Cũ']);
  });

  it('makes one series again of what was split, and gives back what was taken from others', async () => {
    const commune = await makeCommune(server(), 'Hải Tây');
    const series = await place(
      body(commune, '06:00', { title: 'Hằng ngày', dates: everyDay(tuesday) }),
    );
    const other = await place(
      body(commune, '07:00', { title: 'Bị ghi đè', dates: everyDay(tuesday) }),
    );
    const from = addDays(tuesday, 2);
    const { broadcast: next } = await operator.call(api.broadcasts.split, {
      params: { id: series.id },
      body: {
        ...body(commune, '07:00', { title: 'Từ đây', dates: everyDay(tuesday) }),
        ...{ from, version: 1, replaces: [`${other.id}-${from}`] },
      },
    });
    expect(await heardOn(commune, from)).not.toContain('Bị ghi đè');
    expect(await undo(next)).toMatchObject({ broadcasts: 3 });
    expect((await heardOn(commune, from)).sort()).toEqual(['Bị ghi đè', 'Hằng ngày']);
    expect((await read(series.id)).dates).toEqual(series.dates);
    expect((await read(next.id)).state).toBe('withdrawn');
  });

  it('takes a copied week back as a whole, and nothing of it where some was changed since', async () => {
    const commune = await makeCommune(server(), 'Hải Trung');
    await place(body(commune, '06:00', { title: 'Một' }));
    await place(body(commune, '07:00', { title: 'Hai' }));
    const week = { areaId: commune.areaId, fromMonday: monday, toMonday: addDays(monday, 7) };
    const copy = async () => {
      const tried = await operator.call(api.templates.copyWeek, {
        query: {},
        body: { ...week, dryRun: true },
      });
      expect(tried.change).toBeNull();
      return operator.call(api.templates.copyWeek, {
        query: {},
        body: { ...week, seen: tried.seen, again: true },
      });
    };
    const { change } = await copy();
    expect(await undoChange(change)).toMatchObject({ broadcasts: 2 });
    const onCopied = async () => {
      const { items } = await operator.call(api.broadcasts.list, { query: { state: 'active' } });
      return items.filter(
        ({ ownerAreaId, dates }) =>
          ownerAreaId === commune.areaId && dates.first === addDays(tuesday, 7),
      );
    };
    expect(await onCopied()).toEqual([]);
    const { change: second } = await copy();
    const [one] = await onCopied();
    if (!one) throw new Error('nothing was copied');
    const { version } = one;
    await operator.call(api.broadcasts.withdraw, { params: { id: one.id }, body: { version } });
    const problem = await refusal(undoChange(second));
    expect(problem.code).toBe('broadcast_changed');
    expect(await onCopied()).toHaveLength(1);
  });

  it('is for one’s own changes alone', async () => {
    const commune = await makeCommune(server(), 'Hải Nam');
    const made = await place(body(commune, '06:00'));
    const colleague = await server().administrator();
    expect((await refusal(undo(made, colleague))).code).toBe('not_allowed');
    expect((await refusal(undo({ ...made, version: 7 }))).code).toBe('version_not_found');
    expect((await read(made.id)).state).toBe('active');
  });

  it('does not silence what sounds at this moment', async () => {
    const commune = await makeCommune(server(), 'Hải Bắc');
    const given = { ownerAreaId: commune.areaId, recordingId, stations: [commune.stationId] };
    const made = await place(draftOf({ ...given, date: monday, time: '10:10' }));
    clock.set(instantOf(monday, '10:10', zone) + 500);
    const problem = await refusal(undo(made));
    expect(problem).toMatchObject({ code: 'change_on_air', fields: [{ message: 'Thông báo' }] });
    expect((await read(made.id)).state).toBe('active');
    // What has ended is no reason any more.
    clock.set(instantOf(monday, '10:12', zone));
    expect(await undo(made)).toMatchObject({ broadcasts: 1 });
  });

  it('brings back what is over by now, with all else of the change', async () => {
    const commune = await makeCommune(server(), 'Hải Xuân');
    const made = await place(body(commune, '06:00', { title: 'Cũ' }));
    const { broadcast: edited } = await operator.call(api.broadcasts.update, {
      params: { id: made.id },
      body: { ...body(commune, '06:30', { title: 'Mới' }), version: 1 },
    });
    clock.set(instantOf(tuesday, '12:00', zone));
    expect(await undo(edited)).toMatchObject({ broadcasts: 1 });
    expect(await read(made.id)).toMatchObject({ title: 'Cũ', state: 'active' });
  });
});
