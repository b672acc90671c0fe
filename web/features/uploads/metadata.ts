import type { Upload } from './upload.ts';

type Told = Pick<Upload, 'title' | 'fields' | 'sha256' | 'again'> & { file: Pick<File, 'name'> };

/** What the server is told of a file before its first byte: all texts. */
export function metadataOf({ file, title, fields, sha256, again }: Told): Record<string, string> {
  const told: Record<string, unknown> = {
    filename: file.name.normalize(),
    title,
    ...fields,
    sha256,
    again: again ? '1' : null,
  };
  return Object.fromEntries(
    Object.entries(told)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => [name, String(value)]),
  );
}
