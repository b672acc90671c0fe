import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { instantOf } from '../../../core/time/zoned.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { dayAfter, draftOf, makeApproved, makeCommune, zone } from '../../support/district.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const clock = systemClock();
const server = useTestServer({ worker: true });

describe('a recording that is to air', () => {
  it('says where and when it sounds next, and is not put away, alone or among many', async () => {
    const commune = await makeCommune(server(), 'Hải Anh');
    const { areaId: ownerAreaId, stationId } = commune;
    const id = await makeApproved(server(), { hertz: 400 });
    const operator = await server().as('operator');
    const author = await server().as('author');
    const date = dayAfter(clock.now(), 1);
    const given = { ownerAreaId, recordingId: id, stations: [stationId], date, time: '05:00' };
    await operator.call(api.broadcasts.create, { body: draftOf(given) });
    const uses = await author.call(api.recordings.listUses, { params: { id } });
    expect(uses.items).toMatchObject([
      { title: 'Thông báo', firstDate: date, nextAt: instantOf(date, '05:00', zone) },
    ]);
    const alone = author.call(api.recordings.archive, { params: { id } });
    expect((await refusal(alone)).code).toBe('recording_used');
    const bytes = new TextEncoder().encode('x');
    const upload = { areaId: await server().rootId(), title: 'Tin' };
    const free = (await author.upload(upload, { bytes, name: 'x.mp3' })).id;
    const { items } = await author.call(api.recordings.changeMany, {
      body: { ids: [free, id, 'nobody'], archive: true },
    });
    expect(items.map((item) => [item.id, item.problem?.code ?? null])).toEqual([
      [free, null],
      [id, 'recording_used'],
      ['nobody', 'recording_not_found'],
    ]);
  });
});
