import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import EndpointList from '../../../../web/features/endpoints/EndpointList.vue';
import type { Place } from '../../../../web/features/endpoints/place-tree.ts';
import PlaceTree from '../../../../web/features/endpoints/PlaceTree.vue';
import {
  useEndpointList,
  type EndpointFilter,
} from '../../../../web/features/endpoints/use-endpoint-list.ts';
import { anEndpoint } from '../an-endpoint.ts';
import { mountPart, type Sent } from '../console-part.ts';

const all = Array.from({ length: 120 }, (_, nth) => anEndpoint({ id: `e${nth}` }));

/** Pages as the server cuts them. */
const answers = new Proxy<Record<string, unknown>>(
  {},
  {
    get: (_, asked: string) => {
      const { pathname, searchParams } = new URL(asked.slice(4), 'http://loa');
      if (pathname !== '/api/v1/endpoints') return undefined;
      const from = Number(searchParams.get('cursor') ?? 0);
      const to = from + Number(searchParams.get('limit'));
      const next = to < all.length ? String(to) : null;
      return { items: all.slice(from, to), next, total: all.length };
    },
  },
);
const lists = (sent: readonly Sent[]) => sent.map(({ path }) => path.split('?')[1]);

describe('the list of loudspeakers', () => {
  const everything: EndpointFilter = { q: '', state: 'in_use', place: null };

  async function open() {
    const filter = ref(everything);
    let list: ReturnType<typeof useEndpointList> | undefined;
    const part = defineComponent({
      setup() {
        list = useEndpointList(filter);
        return () => h('p');
      },
    });
    const { sent } = mountPart(part, { props: {}, answers });
    await flushPromises();
    if (!list) throw new Error('there is no list');
    return { filter, sent, list };
  }

  it('asks for the first of many, and for twice as many when somebody wants more', async () => {
    const { sent, list } = await open();
    const shown = () => list.load.value.value;
    expect(shown()).toMatchObject({ hasMore: true, total: 120 });
    expect(shown()?.items).toHaveLength(50);
    list.showMore();
    await flushPromises();
    expect(shown()?.items).toHaveLength(100);
    list.showMore();
    await flushPromises();
    expect(shown()).toMatchObject({ hasMore: false });
    expect(shown()?.items).toEqual(all);
    const state = 'state=in_use';
    expect(lists(sent)).toEqual([50, 100, 200].map((limit) => `limit=${limit}&${state}`));
  });

  it('leaves it to the server what fits, and begins with the first again', async () => {
    const { filter, sent, list } = await open();
    list.showMore();
    await flushPromises();
    filter.value = { q: 'chợ cồn', state: 'not_ready', place: { kind: 'area', id: 'x1' } };
    await flushPromises();
    expect(lists(sent).at(-1)).toBe(
      `limit=50&state=not_ready&${new URLSearchParams({ q: 'chợ cồn' }).toString()}&areaId=x1`,
    );
    filter.value = { ...everything, place: { kind: 'station', id: 'd1' } };
    await flushPromises();
    expect(lists(sent).at(-1)).toBe('limit=50&state=in_use&stationId=d1');
  });

  it('lets all that fit be chosen at once, shown or not', async () => {
    const { wrapper } = mountPart(EndpointList, {
      props: {
        ...{ list: { items: all.slice(0, 2), hasMore: true, total: 120 }, counts: null },
        ...{ faults: [], isChoosing: true, isLoadingMore: false },
        readMost: () => Promise.resolve(all),
      },
    });
    expect(wrapper.text()).toContain('Đang hiện 2 trong 120 cụm loa');
    const button = wrapper.findAll('button').find((one) => one.text() === 'Chọn cả 120 cụm loa');
    await button?.trigger('click');
    await flushPromises();
    expect(wrapper.text()).toContain('Đã chọn 120 cụm loa');
    // What was chosen is forgotten when nobody chooses any more.
    await wrapper.setProps({ isChoosing: false });
    await wrapper.setProps({ isChoosing: true });
    expect(wrapper.text()).toContain('Đã chọn 0 cụm loa');
  });
});

describe('the tree of places', () => {
  const area = (id: string, name: string, parentId: string | null) => ({ id, name, parentId });
  const communes = Array.from({ length: 60 }, (_, nth) => area(`x${nth}`, `Xã ${nth}`, 'a1'));
  const places = {
    areas: new Map([area('a1', 'Tỉnh', null), ...communes].map((one) => [one.id, one])),
    stations: new Map(
      communes.map(({ id, name }) => [`d${id}`, { id: `d${id}`, areaId: id, areaName: name }]),
    ),
  };
  const counts = { ready: 0, notReady: 2, unknown: 0, online: 0, playing: 0, revoked: 0 };

  async function open(state: string) {
    const chosen: (Place | null)[] = [];
    const { wrapper, sent } = mountPart(PlaceTree, {
      props: {
        ...{ counts: new Map(communes.map(({ id }) => [`d${id}`, counts])), state, place: null },
        'onUpdate:place': (place: Place | null) => chosen.push(place),
      },
      ...{ answers, places },
    });
    await flushPromises();
    const press = async (text: string) => {
      const found = wrapper
        .findAll('button')
        .find((one) => one.text().startsWith(text) || one.attributes('aria-label') === text);
      if (!found) throw new Error(`there is no button ${text}`);
      await found.trigger('click');
      await flushPromises();
    };
    return { wrapper, sent, chosen, press };
  }

  it('rolls up, shows the first branches, and reads the loudspeakers of a station with its own', async () => {
    const { wrapper, sent, press } = await open('in_use');
    expect(wrapper.text()).toContain('0 sẵn sàng, 120 chưa');
    expect(wrapper.text()).toContain('Còn 10 nơi nữa');
    expect(sent).toEqual([]);
    await press('Mở Xã 3');
    expect(lists(sent)).toEqual(['limit=500&stationId=dx3']);
    expect(wrapper.find('a[href="/endpoints/e7"]').text()).toBe('Cụm loa');
    await press('Gập Xã 3 lại');
    await press('Còn 10 nơi nữa');
    expect(wrapper.text()).toContain('Xã 59');
  });

  it('narrows the list to what is chosen, and leaves out what has nothing of the state', async () => {
    const { chosen, press } = await open('not_ready');
    await press('Xã 3');
    await press('Tỉnh');
    expect(chosen).toEqual([
      { kind: 'station', id: 'dx3' },
      { kind: 'area', id: 'a1' },
    ]);
    const { wrapper } = await open('unknown');
    expect(wrapper.text()).toBe('Không có cụm loa nào khớp.');
  });
});
