import type { Clock } from '../../runtime/clock.ts';
import type { Apply } from '../jobs/apply.ts';

const longestDetail = 500;

/** Writes what became of a speech into its row. */
export function createApplySpeak(clock: Clock): Apply<'speak'> {
  return async (trx, { subject, result }) => {
    const outcome = result.ok
      ? {
          state: 'ready' as const,
          source_sha256: result.value.source,
          bytes: result.value.bytes,
          duration_ms: result.value.durationMs,
          reason_code: null,
          reason_detail: null,
        }
      : {
          state: 'failed' as const,
          reason_code: result.code,
          reason_detail: result.detail.slice(0, longestDetail),
        };
    await trx
      .updateTable('speech')
      .set({ ...outcome, used_at: clock.now() })
      .where('id', '=', subject)
      .execute();
  };
}
