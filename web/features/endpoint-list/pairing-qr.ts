import { qrOf } from '../../text/qr.ts';

/** All that a technician's phone or a box with a camera needs, as a picture. */
export function pairingQr(given: { server: string; code: string; fingerprint: string }): string {
  return qrOf(pairingText(given));
}

/** What the QR says. */
export function pairingText(given: { server: string; code: string; fingerprint: string }): string {
  const { server, code, fingerprint } = given;
  return `loa:pair?${String(new URLSearchParams({ server, code, key: fingerprint }))}`;
}
