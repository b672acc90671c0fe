import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import type { Outlook } from '../../../contract/http/broadcasts.ts';
import { usePreview } from '../../../web/features/broadcasts/use-preview.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A form on whose draft the server is asked; `asked` are the drafts. */
function aForm() {
  const draft = ref('one');
  const asked: string[] = [];
  const tryOut = (given: string) => {
    asked.push(given);
    return Promise.resolve({} as Outlook);
  };
  const scope = effectScope();
  const preview = scope.run(() => usePreview(draft, { isWhole: () => true, tryOut }));
  if (!preview) throw new Error('no scope');
  return { draft, asked, preview };
}

it('asks once a draft has come to rest', async () => {
  const { draft, asked } = aForm();
  await vi.advanceTimersByTimeAsync(300);
  draft.value = 'two';
  await nextTick();
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual(['two']);
});

it('asks nothing while the draft is saved, nor of what was saved', async () => {
  const { asked, preview } = aForm();
  const saved = preview.during(() => Promise.resolve(true));
  expect(await saved).toBe(true);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toEqual([]);
  expect(preview.isAsking.value).toBe(false);
});

it('asks again when it could not be saved', async () => {
  const { asked, preview } = aForm();
  expect(await preview.during(() => Promise.resolve(false))).toBe(false);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual(['one']);
});
