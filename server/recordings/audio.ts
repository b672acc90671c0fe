import type { Response } from 'express';
import { AppError } from '../../runtime/error.ts';
import type { ProfileName } from '../../core/recording/profiles.ts';
import type { Principal } from '../http/principal.ts';
import { requireRecording } from './decide.ts';
import type { RecordingsDeps } from './deps.ts';
import { findRendition } from './ensure-rendition.ts';
import { floorKey } from './rendition-key.ts';
import { findVersion, type RecordingRow, type VersionRow } from './repo.ts';

export interface AudioQuery {
  of: 'rendition' | 'source';
  profile: ProfileName;
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

/** Encodings as browsers know them. */
const encodings: Readonly<Record<ProfileName, { contentType: string; ending: string }>> = {
  'mp3-48k': { contentType: 'audio/mpeg', ending: 'mp3' },
  'opus-24k': { contentType: 'audio/ogg', ending: 'opus' },
  'mp3-128k': { contentType: 'audio/mpeg', ending: 'mp3' },
};

/** @throws AppError `recording_not_found`, `recording_not_ready`, `not_allowed` */
export async function findAudio(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  { of, profile, versionId }: AudioQuery,
): Promise<AudioFile> {
  const { recording, version } = await findHeard(deps, principal, id, versionId);
  if (of === 'source') {
    const { source_sha256: sha256, source_name: name } = version;
    return await onDisk(deps, sha256, { contentType: contentTypeOf(name), fileName: name });
  }
  const rendition = await findRendition(deps.db, { ...floorKey(version), profile });
  if (!rendition) throw new AppError('recording_not_ready', 'it has not been transcoded yet');
  const { contentType, ending } = encodings[profile];
  const fileName = `${recording.title}.${ending}`;
  return await onDisk(deps, rendition.sha256, { contentType, fileName });
}

/**
 * A version that a person may listen to, with its recording; the newest where none is named.
 * @throws AppError `recording_not_found`, `not_allowed`
 */
export async function findHeard(
  deps: Pick<RecordingsDeps, 'db' | 'access'>,
  principal: Principal,
  id: string,
  versionId: string | undefined,
): Promise<{ recording: RecordingRow; version: VersionRow }> {
  const recording = await requireRecording(deps, principal, 'read', id);
  const version = await findVersion(deps.db, versionId ?? recording.latest_version_id);
  if (version?.recording_id !== id) {
    throw new AppError('recording_not_found', 'the recording has no such version');
  }
  return { recording, version };
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
