import { describe, expect, it } from 'vitest';
import { fitDisk } from '../../../../core/station/fit-disk.ts';
import type { HeldFile, NeededFile } from '../../../../core/station/held-file.ts';
import { seeded } from '../../../support/seeded.ts';

const need = (sha256: string, bytes: number, neededAt: number): NeededFile => ({
  ...{ sha256, bytes, neededAt },
});
const held = (bytes: number, lastDate: string | null = null): HeldFile => ({
  ...{ state: 'held', lastDate, bytes },
});
const names = (files: readonly NeededFile[]) => files.map(({ sha256 }) => sha256);

describe('a disk with a limit', () => {
  const needed = [need('a', 40, 1), need('b', 40, 2), need('c', 40, 3)];

  it('holds what sounds first, and holds back what sounds last', () => {
    const fit = fitDisk(needed, { files: new Map(), limitBytes: 100, today: '2026-11-30' });
    expect(names(fit.fitting)).toEqual(['a', 'b']);
    expect(names(fit.heldBack)).toEqual(['c']);
    expect(fit.evicted).toEqual([]);
  });

  it('gives up first what nothing sounds any more, the oldest before all, and no more than it must', () => {
    const files = new Map([
      ['new', held(30, '2026-11-29')],
      ['unknown', held(10)],
      ['old', held(20, '2026-11-01')],
      ['a', held(40)],
    ]);
    const fit = fitDisk(needed, { files, limitBytes: 130, today: '2026-11-30' });
    expect(names(fit.fitting)).toEqual(['a', 'b', 'c']);
    expect(fit.evicted).toEqual(['unknown', 'old', 'new']);
    const roomy = fitDisk(needed, { files, limitBytes: 155, today: '2026-11-30' });
    expect(roomy.evicted).toEqual(['unknown', 'old']);
  });

  it('gives up what sounds late for what sounds soon', () => {
    const files = new Map([
      ['b', held(40)],
      ['c', held(40)],
    ]);
    const fit = fitDisk(needed, { files, limitBytes: 90, today: '2026-11-30' });
    expect(names(fit.fitting)).toEqual(['a', 'b']);
    expect(fit.evicted).toEqual(['c']);
  });

  it('removes nothing while nobody knows the time, and fetches what fits', () => {
    const files = new Map([['x', held(50)]]);
    const fit = fitDisk(needed, { files, limitBytes: 100, today: null });
    expect(names(fit.fitting)).toEqual(['a']);
    expect(fit.evicted).toEqual([]);
  });

  it('never plans more than the limit, never gives up what it wants, and comes to rest', () => {
    const seed = Number(process.env['LOA_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    const whole = seeded(seed);
    for (let round = 0; round < 500; round += 1) {
      const wanted = Array.from({ length: whole(12) }, (_, at) =>
        need(`n${at}`, 1 + whole(50), at),
      );
      const files = new Map<string, HeldFile>();
      for (const { sha256, bytes } of wanted) if (whole(2) === 0) files.set(sha256, held(bytes));
      for (let at = 0; at < whole(8); at += 1) files.set(`o${at}`, held(1 + whole(50)));
      const given = { files, limitBytes: 1 + whole(300), today: '2026-11-30' };
      const fit = fitDisk(wanted, given);
      for (const sha256 of fit.evicted) files.delete(sha256);
      for (const { sha256, bytes } of fit.fitting) files.set(sha256, held(bytes));
      const total = [...files.values()].reduce((sum, { bytes = 0 }) => sum + bytes, 0);
      expect(total, `seed ${seed}`).toBeLessThanOrEqual(given.limitBytes);
      const fits = names(fit.fitting);
      expect(
        fit.evicted.filter((name) => fits.includes(name)),
        `seed ${seed}`,
      ).toEqual([]);
      expect(fitDisk(wanted, given).evicted, `seed ${seed}`).toEqual([]);
    }
  });
});
