import { describe, expect, it } from 'vitest';
import { versionOfAir } from '../../../../core/history/version-of-air.ts';

const minute = 60_000;
const dueAt = 1000 * minute;
const freezeMs = 5 * minute;
const saved = (version: number, minutesBefore: number, isUrgent = false) => ({
  ...{ version, at: dueAt - minutesBefore * minute, isUrgent },
});
const found = (...versions: ReturnType<typeof saved>[]) =>
  versionOfAir(versions, { dueAt, freezeMs })?.version ?? null;

describe('the version by which something aired', () => {
  it('is the last one before the list stood fast, whatever came later', () => {
    expect(found(saved(1, 600), saved(2, 60), saved(3, 2), saved(4, -600))).toBe(2);
  });

  it('may be an urgent one of the last minute, or the first where all came so late', () => {
    expect(found(saved(1, 600), saved(2, 1, true))).toBe(2);
    expect(found(saved(1, 3), saved(2, 1), saved(3, -1))).toBe(1);
  });

  it('is not known where none of that time is kept', () => {
    expect(found(saved(7, -1))).toBeNull();
    expect(found()).toBeNull();
  });
});
