import type { Response } from 'express';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import { requireRecording } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { findRendition, findVersion } from './repo.ts';

export interface AudioQuery {
  of: 'rendition' | 'source';
  /** The newest when left out. */
  versionId?: string | undefined;
}

/** A file to be listened to. */
export interface AudioFile {
  path: string;
  sha256: string;
  contentType: string;
  /** What a browser would save it as. */
  fileName: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
  mp4: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  webm: 'audio/webm',
  amr: 'audio/amr',
  wma: 'audio/x-ms-wma',
};

/** @throws AppError `recording_not_found`, `recording_not_ready`, `not_allowed` */
export async function findAudio(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  { of, versionId }: AudioQuery,
): Promise<AudioFile> {
  const recording = await requireRecording(deps, principal, 'read', id);
  const version = await findVersion(deps.db, versionId ?? recording.latest_version_id);
  if (version?.recording_id !== id) {
    throw new AppError('recording_not_found', 'the recording has no such version');
  }
  if (of === 'source') {
    const { source_sha256: sha256, source_name: name } = version;
    return await onDisk(deps, sha256, { contentType: contentTypeOf(name), fileName: name });
  }
  const rendition = await findRendition(deps.db, version.source_sha256);
  if (!rendition) throw new AppError('recording_not_ready', 'it has not been transcoded yet');
  const fileName = `${recording.title}.mp3`;
  return await onDisk(deps, rendition.sha256, { contentType: 'audio/mpeg', fileName });
}

async function onDisk(
  { media }: RecordingsDeps,
  sha256: string,
  rest: Omit<AudioFile, 'path' | 'sha256'>,
): Promise<AudioFile> {
  if (!(await media.has(sha256))) {
    throw new AppError('recording_not_ready', 'its file is not in the store');
  }
  return { ...rest, sha256, path: media.path(sha256) };
}

/** The sender's word for the format counts for nothing: only known endings get a type of sound. */
function contentTypeOf(name: string): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return contentTypes[ending] ?? 'application/octet-stream';
}

/**
 * Streams a file from disk, whole or the part that `Range` names.
 * @throws AppError `range_invalid`
 */
export function sendAudio(response: Response, file: AudioFile): Promise<void> {
  const name = encodeURIComponent(file.fileName).replace(/['()*]/g, (c) => `%${hex(c)}`);
  response.set({
    'content-type': file.contentType,
    'content-disposition': `inline; filename*=UTF-8''${name}`,
    etag: `"${file.sha256}"`,
    'cache-control': 'private, no-cache',
    // What was uploaded is never a page.
    'content-security-policy': "default-src 'none'; sandbox",
  });
  return new Promise((resolve, reject) => {
    const options = { cacheControl: false, lastModified: false, dotfiles: 'allow' as const };
    response.sendFile(file.path, options, (error?: Error & { status?: number }) => {
      if (!error || response.destroyed) resolve();
      else if (error.status === 416) {
        reject(new AppError('range_invalid', 'the file has no such part', { cause: error }));
      } else if (response.headersSent) resolve();
      else reject(error);
    });
  });
}

function hex(sign: string): string {
  return sign.charCodeAt(0).toString(16).toUpperCase();
}
