import type { LiveEvent } from '../../../contract/http/live.ts';
import type { NewRecordingFields } from '../../../contract/http/recordings.ts';
import type { RecordingState } from '../../../core/recording/states.ts';

/**
 * The way of a file into the library. `lost`: the line is down and it goes on by itself; `duplicate`: the
 * library has these bytes; `refused`: the server took no upload; `unusable`: it was taken and is no sound
 * that can be broadcast.
 */
export type UploadState =
  | 'preparing'
  | 'waiting'
  | 'sending'
  | 'lost'
  | 'paused'
  | 'duplicate'
  | 'refused'
  | 'checking'
  | 'ready'
  | 'unusable'
  | 'cancelled';

/** Where the files of one choice belong; each file has a title of its own. */
export type BatchFields = Pick<
  NewRecordingFields,
  | ('areaId' | 'programmeId' | 'campaignId' | 'partnerId')
  | ('genre' | 'language' | 'notBefore' | 'expiresAt')
> & {
  /** The recording whose next version they are. */
  recordingId?: string;
};

/** One file on its way. */
export interface Upload {
  id: number;
  /** Who chose it: it goes in nobody else's name. */
  personId: string;
  file: File;
  title: string;
  fields: BatchFields;
  state: UploadState;
  sentBytes: number;
  /** Of the worker's check, 0 to 1; `null` until it has said anything. */
  checked: number | null;
  /** Of the file in base64url, where it could be counted. */
  sha256: string | null;
  /** Wanted although the library has the same bytes. */
  again: boolean;
  /** What the server calls it, as soon as it has begun. */
  uploadId: string | null;
  /** The recording that it became, or that has the same bytes. */
  recordingId: string | null;
  /** A stable error code; `null`: the server could not be reached. */
  problem: string | null;
  /** The take of the recorder that it came from. */
  takeId: string | null;
}

/** A file as it joins the queue of a person. */
export interface Addition {
  file: File;
  /** From the file's name when left out. */
  title?: string;
  takeId?: string;
}

export function newUpload(
  { id, personId }: Pick<Upload, 'id' | 'personId'>,
  { file, title, takeId }: Addition,
  fields: BatchFields,
): Upload {
  return {
    ...{ id, personId },
    file,
    title: title ?? titleOf(file.name),
    fields,
    state: 'preparing',
    sentBytes: 0,
    checked: null,
    sha256: null,
    again: false,
    uploadId: null,
    recordingId: null,
    problem: null,
    takeId: takeId ?? null,
  };
}

/** How many are sent at once: two fill a phone's line, and a browser has six connections per server. */
export const parallel = 2;

const unsent: readonly UploadState[] = ['preparing', 'waiting', 'sending', 'lost'];
const settled: readonly UploadState[] = ['ready', 'cancelled', 'unusable', 'refused', 'duplicate'];

/** Whether something would be lost if the page were left now. */
export function isUnsent({ state }: Pick<Upload, 'state'>): boolean {
  return unsent.includes(state);
}

/** Whether nothing more happens by itself. */
export function isSettled({ state }: Pick<Upload, 'state'>): boolean {
  return settled.includes(state);
}

/** Those that may begin now, in the order in which they were chosen. */
export function nextToSend<Any extends Pick<Upload, 'state'>>(uploads: readonly Any[]): Any[] {
  const busy = uploads.filter(({ state }) => state === 'sending' || state === 'lost').length;
  return uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, parallel - busy));
}

/** What an event of the server changes at an upload; `null` where it is about another recording. */
export function heard(
  { state, recordingId }: Pick<Upload, 'state' | 'recordingId'>,
  event: LiveEvent,
): Partial<Upload> | null {
  if (state !== 'checking' || !('recordingId' in event)) return null;
  if (recordingId !== event.recordingId) return null;
  if (event.type === 'recording.progress') return { checked: event.progress };
  return afterCheck(event.state);
}

/** What the state of its recording means for an upload that is being checked. */
export function afterCheck(state: RecordingState): Partial<Upload> {
  if (state === 'stored' || state === 'checking') return {};
  return state === 'failed' ? { state: 'unusable' } : { state: 'ready', checked: 1 };
}

/** A first title from a file's name: without its ending, underscores as spaces. */
export function titleOf(fileName: string): string {
  const stem = fileName
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return (stem === '' ? fileName : stem).normalize().slice(0, 200);
}
