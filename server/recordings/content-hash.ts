import { approvalBytes } from '../../core/recording/approval.ts';
import { sha256 } from '../../runtime/crypto.ts';
import type { VersionRow } from './repo.ts';

/** What of a version an approval is bound to. */
export type VersionContent = Pick<
  VersionRow,
  'source_sha256' | 'trim_start_ms' | 'trim_end_ms' | 'spoken_text' | 'not_before' | 'expires_at'
>;

/** SHA-256 that an approval of this content names. */
export function contentHash(version: VersionContent): string {
  return sha256(
    approvalBytes({
      source: version.source_sha256,
      trimStartMs: version.trim_start_ms,
      trimEndMs: version.trim_end_ms,
      spokenText: version.spoken_text,
      notBefore: version.not_before,
      expiresAt: version.expires_at,
    }),
  );
}
