import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usePlaces } from '../../../web/features/places/use-places.ts';

const open = { validFrom: null, validTo: null, successorId: null };
const area = { ...open, id: 'a1', code: '1', kind: 'xã', parentId: null, tags: [], states: [] };
let name = 'Xã Hải Hậu';
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    const items = url.startsWith('/api/v1/areas') ? [{ ...area, name }] : [];
    return Promise.resolve(Response.json({ items, next: null }));
  });
  setActivePinia(createPinia());
});
afterEach(() => vi.unstubAllGlobals());

it('asks for the places of a province once each', async () => {
  await usePlaces().load();
  expect(asked).toHaveLength(6);
  expect(asked).toContain('/api/v1/areas?limit=5000');
  expect(asked).toContain('/api/v1/sessions?limit=2000');
});

it('draws anew only what has changed since', async () => {
  const places = usePlaces();
  await places.load();
  const before = places.areas;
  await places.refresh();
  expect(places.areas).toBe(before);
  name = 'Xã Hải Tân';
  await places.refresh();
  expect(places.areas.get('a1')?.name).toBe('Xã Hải Tân');
});
