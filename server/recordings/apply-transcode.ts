import type { Clock } from '../../runtime/clock.ts';
import type { Apply } from '../jobs/apply.ts';
import { moveVersions, saveRendition } from './repo.ts';

const longestDetail = 500;

/** What a worker found out about a source goes to every version that waits for it. */
export function createApplyTranscode(clock: Clock): Apply<'transcode'> {
  return async (trx, { payload: { source, profile }, result }) => {
    const now = clock.now();
    if (!result.ok) {
      const why = { code: result.code, detail: result.detail.slice(0, longestDetail) };
      await moveVersions(trx, { source }, 'fail', { now, why });
      return;
    }
    const { rendition, bytes, durationMs, centiLufs, centiDbtp } = result.value;
    await saveRendition(trx, {
      source_sha256: source,
      profile,
      sha256: rendition,
      bytes,
      duration_ms: durationMs,
      centi_lufs: centiLufs,
      centi_dbtp: centiDbtp,
      made_at: now,
    });
    await moveVersions(trx, { source }, 'finish', { now });
  };
}
