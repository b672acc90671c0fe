import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { emptyDraft } from '../../../../web/features/broadcasts/draft.ts';
import NewBroadcast from '../../../../web/features/broadcasts/NewBroadcast.vue';
import { filledBy } from '../../../../web/features/plans/use-quick-line.ts';
import { mountPart } from '../console-part.ts';

const targets = { areas: [], stations: [], endpoints: [], groups: [], except: [] };
const none = { title: null, programmeId: null, class: null, placement: null, dates: null };

it('fills a draft with what a typed line says', () => {
  const filled = filledBy(emptyDraft('a1', '2028-02-21'), {
    ...{ title: 'giảm nghèo', programmeId: 'p1', class: 'priority' },
    placement: {
      ...{ kind: 'at', start: 'soft', maxDelayMs: 1_800_000 },
      slots: [{ id: '1', time: '17:00' }],
    },
    dates: {
      ...{ first: '2028-02-22', last: null, count: null, exdates: [], rdates: [] },
      rule: { freq: 'weekly', interval: 1, weekdays: [2, 4] },
    },
    items: [{ type: 'recording', recordingId: 'r1' }],
    targets: { ...targets, areas: ['x4'] },
  });
  expect(filled).toMatchObject({
    ...{ title: 'giảm nghèo', programmeId: 'p1', class: 'priority', ownerAreaId: 'a1' },
    placement: { kind: 'at', time: '17:00', times: '1' },
    dates: { kind: 'weekly', weekdays: [2, 4], first: '2028-02-22' },
    items: [{ type: 'recording', recordingId: 'r1' }],
    targets: { areas: ['x4'], stations: [] },
  });
});

it('leaves what the line does not say as it was', () => {
  const draft = emptyDraft('a1', '2028-02-21');
  draft.placement.sessionKey = 'morning';
  const filled = filledBy(draft, { ...none, items: [], targets });
  expect(filled).toEqual(draft);
});

it('asks in the name of the area that the station lies in, not of the first', async () => {
  const commune = { parentId: null, kind: 'xã', validFrom: null, validTo: null, tags: [] };
  const { sent } = mountPart(NewBroadcast, {
    props: { date: '2028-02-21', stationId: 's2', sessionKey: null, line: '17h giảm nghèo' },
    me: { id: 'u1', roles: ['operator'] },
    places: {
      areas: new Map([
        ['a1', { ...commune, id: 'a1', code: '1', name: 'Xã Hải Hậu' }],
        ['a2', { ...commune, id: 'a2', code: '2', name: 'Xã Hải Anh' }],
      ]),
      stations: new Map([['s2', { id: 's2', areaId: 'a2', name: 'Đài Hải Anh' }]]),
      ownWindows: [{ areaId: 'a2' }],
    },
  });
  await flushPromises();
  const asked = sent.find(({ path }) => path.startsWith('/api/v1/plans/quick-line'));
  expect(asked?.body).toMatchObject({ areaId: 'a2', stationId: 's2', text: '17h giảm nghèo' });
});
