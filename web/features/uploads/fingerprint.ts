import type { UploadAnswer } from '../../../contract/http/uploads.ts';

type FileFacts = Pick<File, 'name' | 'size' | 'lastModified'>;

/** Under which a browser remembers where a file's upload is; each person has their own. */
export function fingerprintOf(file: FileFacts, personId: string): string {
  return ['loa', personId, file.name.normalize(), file.size, file.lastModified].join('-');
}

/**
 * The upload that this file began earlier, perhaps in another browser: same name and size, and not
 * changed since, or else two files would be sewn together.
 */
export function earlierUpload(
  file: FileFacts,
  uploads: readonly UploadAnswer[],
): UploadAnswer | null {
  return (
    uploads.find(
      (upload) =>
        upload.state === 'receiving' &&
        upload.lengthBytes === file.size &&
        upload.fileName.normalize() === file.name.normalize() &&
        file.lastModified <= upload.createdAt,
    ) ?? null
  );
}
