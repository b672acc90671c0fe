/** What browsers can record, the best for a voice first; Safari knows only the third. */
const formats = [
  { mimeType: 'audio/webm;codecs=opus', ending: 'webm' },
  { mimeType: 'audio/ogg;codecs=opus', ending: 'ogg' },
  { mimeType: 'audio/mp4', ending: 'm4a' },
] as const;

/** The format to record in; `null` leaves it to the browser. */
export function bestFormat(isSupported: (mimeType: string) => boolean): string | null {
  return formats.find(({ mimeType }) => isSupported(mimeType))?.mimeType ?? null;
}

/** A file's name for a take: what no file system takes is left out. */
export function takeFileName(title: string, mimeType: string): string {
  const kind = mimeType.split(';')[0] ?? '';
  const ending = formats.find((format) => format.mimeType.startsWith(kind))?.ending ?? 'webm';
  return `${title.replace(/[\\/:*?"<>|]+/g, '-')}.${ending}`;
}
