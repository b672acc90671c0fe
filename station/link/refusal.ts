/** The server answered, and not with what was asked for. */
export class Refusal extends Error {
  readonly status: number;
  /** The problem's stable code. */
  readonly code: string;
  /** How long it asks to be left alone, in ms. */
  readonly retryAfterMs: number | null;

  constructor(status: number, code: string, retryAfterMs: number | null) {
    super(`the server answered ${status} (${code})`);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Reads `Retry-After` (RFC 9110, 10.2.3), a date against the server's own. */
export function retryAfterOf(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null;
}
