import { expect, it, onTestFinished, vi } from 'vitest';
import TodayPage from '../../../../web/pages/TodayPage.vue';
import { mountPart } from '../console-part.ts';

const station = { id: 's1', name: 'Đài xã Hải Hậu', areaId: 'a1', areaName: 'Xã Hải Hậu' };
const trouble = {
  ...{ reason: 'offline', isKnown: true, stationId: 's1', keyholder: null, count: 1 },
  endpoints: [
    {
      ...{ id: 'e1', name: 'Cụm xóm 4', stationId: 's1', lastSeenAt: 1 },
      ...{ unheardAt: null, unheardBy: null },
    },
  ],
};

async function show(isOnAir: boolean) {
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      close(): void {}
    },
  );
  const { wrapper } = mountPart(TodayPage, {
    props: {},
    answers: {
      'GET /api/v1/today': {
        ...{ date: '2026-12-01', isOnAir, air: null, endpointTroubles: [trouble] },
        ...{ moreAtRisk: 0, planTroubles: [], stations: { items: [], total: 0 } },
      },
      'GET /api/v1/outages': { items: [] },
    },
    places: { stations: new Map([['s1', station]]) },
  });
  await vi.waitFor(() => expect(wrapper.find('section[aria-label="Các đài"]').exists()).toBe(true));
  return wrapper;
}

const partsOf = (wrapper: Awaited<ReturnType<typeof show>>) =>
  wrapper.findAll('section').map((part) => part.attributes('aria-label'));

it('stands with problems first, whether something sounds or not, and is read in the order seen', async () => {
  for (const isOnAir of [true, false]) {
    const page = await show(isOnAir);
    expect(partsOf(page)).toEqual(['Buổi phát tiếp theo', 'Cần để ý', 'Các đài']);
    expect(page.html()).not.toContain('order-last');
    page.unmount();
  }
});

it('keeps the first place for urgent bulletins, and takes no room for it', async () => {
  const page = await show(false);
  const place = document.querySelector('[data-place="urgent"]');
  const header = document.querySelector('h1');
  expect(place?.childNodes).toHaveLength(0);
  expect(place?.classList.contains('empty:hidden')).toBe(true);
  expect(place?.compareDocumentPosition(header ?? document)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  page.unmount();
});
