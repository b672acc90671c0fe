/** What phones photograph into, and browsers show. */
export const imageTypes = ['jpeg', 'png', 'webp'] as const;
export type ImageType = (typeof imageTypes)[number];

/** So many bytes tell. */
const looked = 12;

/** The type of an image by its first bytes, whatever its sender calls it; `null`: none of ours. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const text = String.fromCharCode(...bytes.subarray(0, looked));
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  return text.startsWith('RIFF') && text.slice(8) === 'WEBP' ? 'webp' : null;
}
