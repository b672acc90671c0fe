import { expect, it } from 'vitest';
import { verdicts } from '../../../core/verdict/verdict.ts';
import { verdictMark } from '../../../web/features/as-run/verdict-mark.ts';
import { vi } from '../../../web/i18n/vi.ts';

it('gives each verdict its own shape and its own word', () => {
  const marks = verdicts.map(verdictMark);
  expect(new Set(marks.map(({ shape }) => shape)).size).toBe(verdicts.length);
  expect(new Set(marks.map(({ word }) => word)).size).toBe(verdicts.length);
});

it('lets only proof wear green', () => {
  expect(verdicts.filter((verdict) => verdictMark(verdict).tone === 'good')).toEqual(['played']);
});

it('never lets “sent” look or read like “played”', () => {
  expect(verdictMark('delivered').shape).not.toBe(verdictMark('played').shape);
  expect(vi.verdict.delivered).toBe('Đã gửi (chưa xác nhận)');
  expect(vi.verdict.played).toBe('Đã phát');
});
