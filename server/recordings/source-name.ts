const longest = 200;
const fallbackTitle = 'Tin bài';

/** A file's name as its sender wrote it, fit to be shown: one line, composed letters. */
export function sourceName(fileName: string): string {
  return fileName
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, '')
    .trim()
    .slice(0, longest);
}

/** What a recording is called when nobody says: its file's name without the ending. */
export function titleOf(name: string): string {
  const title = name
    .replace(/\.[^.]{1,8}$/, '')
    .replace(/_+/g, ' ')
    .trim();
  return title || fallbackTitle;
}
