import { expect, it } from 'vitest';
import { workMark } from '../../../../web/features/work/work-mark.ts';

const idle = { workers: 2, waiting: 0, running: 0, failed: 0 };

it.each([
  ['nobody can be asked', { workers: null, running: null, failed: 3 }, 'unknown'],
  ['work piles up without a worker', { workers: 0, waiting: 1 }, 'stuck'],
  ['no worker is there', { workers: 0 }, 'noWorker'],
  ['something failed, and others are at work', { failed: 1, running: 1 }, 'failed'],
  ['something runs', { running: 1 }, 'busy'],
  ['something waits for a worker that is there', { waiting: 1 }, 'busy'],
  ['all is done', {}, 'idle'],
])('says of work where %s', (_, other, word) => {
  expect(workMark({ ...idle, ...other }).word).toBe(`work.mark.${word}`);
});

it('never shows as good what is not known to be', () => {
  const tones = [null, 0, 1].map((workers) => workMark({ ...idle, workers, failed: 1 }).tone);
  expect(tones).not.toContain('good');
});
