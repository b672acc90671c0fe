import type { PairingCard } from '../../../contract/http/endpoint-lists.ts';
import { qrOf } from '../../text/qr.ts';

/** New codes, as the server gives them once. */
export interface PairingCardSheet {
  fingerprint: string;
  items: PairingCard[];
}

/** All that a technician's phone or a box with a camera needs, as a picture. */
export function pairingQr(given: { server: string; code: string; fingerprint: string }): string {
  return qrOf(pairingText(given));
}

/** What the QR says. */
export function pairingText(given: { server: string; code: string; fingerprint: string }): string {
  const { server, code, fingerprint } = given;
  return `loa:pair?${String(new URLSearchParams({ server, code, key: fingerprint }))}`;
}
