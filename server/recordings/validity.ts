import { AppError } from '../../runtime/error.ts';

/** When a recording may air, in epoch ms; open ends are `null`. */
export interface Validity {
  notBefore: number | null;
  expiresAt: number | null;
}

/** @throws AppError `validity_invalid` when nothing could ever air */
export function requireValidity({ notBefore, expiresAt }: Validity, now: number): void {
  if (expiresAt === null) return;
  if (expiresAt <= now) throw new AppError('validity_invalid', 'it would have expired already');
  if (notBefore !== null && expiresAt <= notBefore) {
    throw new AppError('validity_invalid', 'it would expire before it may air');
  }
}
