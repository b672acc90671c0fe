/** What phones record into. */
export const soundContainers = ['webm', 'ogg', 'mp4'] as const;
export type SoundContainer = (typeof soundContainers)[number];

/** So many bytes tell. */
const looked = 64;

/** The container of a sound by its first bytes, whatever its sender calls it; `null`: none that phones record into. */
export function soundContainerOf(bytes: Uint8Array): SoundContainer | null {
  const text = String.fromCharCode(...bytes.subarray(0, looked));
  if (text.startsWith('\x1aE\xdf\xa3') && text.includes('webm')) return 'webm';
  if (text.startsWith('OggS') && text.includes('OpusHead')) return 'ogg';
  return text.slice(4, 8) === 'ftyp' ? 'mp4' : null;
}
