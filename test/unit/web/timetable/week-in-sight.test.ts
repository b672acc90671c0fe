import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { useTimetable } from '../../../../web/features/timetable/use-timetable.ts';
import { mountPart } from '../console-part.ts';

function openWeek(first: string[]) {
  const date = ref('2026-11-25');
  const inSight = ref(first);
  let week: ReturnType<typeof useTimetable> | undefined;
  const part = defineComponent({
    setup() {
      week = useTimetable(date, inSight);
      return () => h('div');
    },
  });
  const answers = { 'GET /api/v1/occurrences': { items: [], sessions: [] } };
  const { sent } = mountPart(part, { props: {}, answers });
  const asked = () =>
    sent
      .splice(0)
      .map(({ path }) => new URL(path, 'http://loa').searchParams)
      .map((query) => `${query.get('from')} ${query.get('stationId')}`);
  return { date, inSight, asked, load: () => week?.load };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 120));

it('asks for whom is in sight, for others once they come there, and for nobody twice', async () => {
  const { inSight, asked, load } = openWeek([]);
  await flushPromises();
  expect(load()?.problem.value).toBeNull();
  // The rows may be drawn; nothing was told of them yet.
  expect(load()?.value.value?.weeks.size).toBe(0);
  expect(load()?.loadedAt.value).toBeNull();
  expect(asked()).toEqual([]);
  inSight.value = ['s1', 's2'];
  await settled();
  expect(asked()).toEqual(['2026-11-23 s1,s2']);
  inSight.value = ['s2', 's3'];
  await settled();
  expect(asked()).toEqual(['2026-11-23 s3']);
  inSight.value = ['s1', 's2'];
  await settled();
  expect(asked()).toEqual([]);
  expect([...(load()?.value.value?.weeks.keys() ?? [])]).toEqual(['s1', 's2', 's3']);
});

it('asks anew for those scrolled back to of whom nothing new is known', async () => {
  const { inSight, asked, load } = openWeek(['s1']);
  await flushPromises();
  inSight.value = ['s2'];
  await settled();
  await load()?.reload();
  expect(asked()).toEqual(['2026-11-23 s1', '2026-11-23 s2', '2026-11-23 s2']);
  inSight.value = ['s1', 's2'];
  await settled();
  expect(asked()).toEqual(['2026-11-23 s1']);
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 30_000);
  inSight.value = ['s1'];
  await settled();
  vi.restoreAllMocks();
  expect(asked()).toEqual(['2026-11-23 s1']);
});

it('asks anew for whom is in sight where something was changed, or the week is another', async () => {
  const { date, asked, load } = openWeek(['s1']);
  await flushPromises();
  expect(asked()).toEqual(['2026-11-23 s1']);
  await settled();
  await load()?.reload();
  expect(asked()).toEqual(['2026-11-23 s1']);
  date.value = '2026-12-01';
  await settled();
  expect(asked()).toEqual(['2026-11-30 s1']);
  expect(load()?.value.value?.days[0]).toBe('2026-11-30');
});

it('asks for no more stations at once than the server answers for', async () => {
  const { asked } = openWeek(Array.from({ length: 120 }, (_, at) => `s${at}`));
  await flushPromises();
  expect(asked().map((one) => one.split(',').length)).toEqual([100, 20]);
});
