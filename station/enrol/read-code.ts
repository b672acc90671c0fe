import { keysFingerprint, pairingCode } from '../../contract/station/exchange.ts';

/** What a person or a QR hands over. */
export interface GivenCode {
  code: string;
  /** Of the server's keys; `null` where only the code was typed. */
  fingerprint: string | null;
}

const qrPrefix = 'loa:pair?';

/** Reads what a pairing QR holds, or `ABCD-EFGH`, or `ABCDEFGH.` and the fingerprint; spaces, hyphens and case do not matter. `null`: neither. */
export function readCode(text: string): GivenCode | null {
  if (text.startsWith(qrPrefix)) {
    const said = new URLSearchParams(text.slice(qrPrefix.length));
    return readCode([said.get('code'), said.get('key')].filter(Boolean).join('.'));
  }
  const [first = '', second, ...rest] = text.split('.');
  const code = pairingCode.safeParse(first);
  if (!code.success || rest.length > 0) return null;
  if (second === undefined) return { code: code.data, fingerprint: null };
  const fingerprint = keysFingerprint.safeParse(second.toUpperCase().replace(/[\s-]/g, ''));
  return fingerprint.success ? { code: code.data, fingerprint: fingerprint.data } : null;
}
