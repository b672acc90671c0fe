import type { ErrorCode } from '../../../core/error-codes.ts';

/** How much room there is, in bytes; `limitBytes` `null`: no limit. */
export interface Quota {
  usedBytes: number;
  limitBytes: number | null;
  fileLimitBytes: number;
}

const lowShare = 0.9;

/** Why a file need not be sent at all; `null` where nothing is known against it. */
export function refusalBefore(bytes: number, quota: Quota | null): ErrorCode | null {
  if (bytes === 0) return 'empty_file';
  if (quota === null) return null;
  if (bytes > quota.fileLimitBytes) return 'upload_too_large';
  return bytes > leftBytes(quota) ? 'quota_full' : null;
}

/** The room that is left; endless where there is no limit. */
export function leftBytes({ usedBytes, limitBytes }: Quota): number {
  return limitBytes === null ? Number.POSITIVE_INFINITY : Math.max(0, limitBytes - usedBytes);
}

/** Whether it is time to tell people that room runs out: the last tenth, or less than one largest file. */
export function isLow(quota: Quota): boolean {
  const { limitBytes, usedBytes, fileLimitBytes } = quota;
  if (limitBytes === null) return false;
  return usedBytes >= limitBytes * lowShare || leftBytes(quota) < fileLimitBytes;
}
