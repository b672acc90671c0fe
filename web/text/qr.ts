import { renderSVG } from 'uqr';

/** A QR code that says `text`, as the address of a picture. */
export function qrOf(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { border: 2 }))}`;
}
