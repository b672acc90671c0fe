import { afterEach, expect, it, vi } from 'vitest';
import { dropDraft, keepDraft, keptDrafts } from '../../../../web/kept/kept-drafts.ts';

const dayMs = 24 * 3600 * 1000;
const one = {
  subject: '/timetable/new?line=a+b',
  version: 0,
  label: 'Tin',
  draft: { title: 'Tin' },
};
afterEach(() => localStorage.clear());

it('keeps the last of each thing and version for one person, latest first', () => {
  keepDraft('lan', { ...one, at: 1 });
  keepDraft('lan', { ...one, draft: { title: 'Tin mới' }, at: 2 });
  keepDraft('lan', { ...one, version: 3, at: 3 });
  expect(keptDrafts('lan', 4)).toEqual([
    { ...one, version: 3, at: 3 },
    { ...one, draft: { title: 'Tin mới' }, at: 2 },
  ]);
  dropDraft('lan', one.subject, 3);
  expect(keptDrafts('lan', 4).map(({ version }) => version)).toEqual([0]);
});

it('shows nobody what is another’s', () => {
  keepDraft('lan', { ...one, at: 1 });
  expect(keptDrafts('la', 2)).toEqual([]);
  expect(keptDrafts('lan', 2)).toHaveLength(1);
});

it('forgets after a month what nobody came back to, and what cannot be read', () => {
  keepDraft('lan', { ...one, at: dayMs });
  keepDraft('hoa', { ...one, at: 20 * dayMs });
  localStorage.setItem('loa.draft hoa 0 x', '{"at":');
  localStorage.setItem('loa.theme', 'dark');
  expect(keptDrafts('lan', 32 * dayMs)).toEqual([]);
  const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
  expect(keys.sort()).toEqual([`loa.draft hoa 0 ${one.subject}`, 'loa.theme']);
});

it('says so where the browser keeps nothing', () => {
  vi.stubGlobal('localStorage', {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(keepDraft('lan', { ...one, at: 1 })).toBe(false);
  vi.unstubAllGlobals();
  expect(keepDraft('lan', { ...one, at: 1 })).toBe(true);
});
