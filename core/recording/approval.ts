import { canonicalJson } from '../playlist/canonical.ts';
import type { EpochMs } from '../time/zoned.ts';

/** What an approver answers for. Renditions inherit the approval; a title may change without one. */
export interface ApprovedContent {
  /** SHA-256 of the uploaded file, base64url. */
  source: string;
  /** Cut from the beginning and the end, in ms; `trimEndMs` is a position, `null` for the end. */
  trimStartMs: number;
  trimEndMs: number | null;
  spokenText: string | null;
  notBefore: EpochMs | null;
  expiresAt: EpochMs | null;
}

/** The bytes whose SHA-256 an approval is bound to. */
export function approvalBytes(content: ApprovedContent): string {
  return canonicalJson({ ...content });
}
