import type { HttpResponse } from 'tus-js-client';
import { DetailedError, Upload as TusUpload } from 'tus-js-client';
import { uploadsPath } from '../../../contract/http/uploads.ts';
import { delayAfter } from '../../api/delay-after.ts';
import type { SendVerdict } from './send-verdict.ts';
import { verdictOf } from './send-verdict.ts';

/** Small enough that little is sent twice after a break, large enough that answers cost no time. */
const chunkBytes = 8 * 1024 * 1024;

export interface SendOptions {
  file: File;
  metadata: Record<string, string>;
  fingerprint: string;
  /** Where an earlier attempt got to, if the server knows one. */
  earlierId: string | null;
  headers: () => Record<string, string>;
  onBegun: (uploadId: string) => void;
  /** `isMoving`: bytes leave again, which a mere attempt after a break does not show. */
  onProgress: (sentBytes: number, isMoving: boolean) => void;
  /** The line is down; it will be tried again and again. */
  onLost: () => void;
  /** All of it has arrived. */
  onArrived: (outcome: SendOutcome) => void;
  /** The server does not want it. `recordingId`: of the one that has the same bytes. */
  onRefused: (code: string, recordingId: string | null) => void;
}

/** What the server says of an upload that is whole; `null` where it said nothing. */
export interface SendOutcome {
  state: string | null;
  recordingId: string | null;
  reason: string | null;
}

/** A file that is being sent. */
export interface Sending {
  /** Stops; what has arrived stays there. */
  pause(): void;
  resume(): void;
  /** Tries at once if it was waiting for the line. */
  hurry(): void;
}

/** Sends a file by tus from wherever it had got to, and does not give up because a line is down. */
export async function sendFile(options: SendOptions): Promise<Sending> {
  const { file, metadata, fingerprint } = options;
  let failures = 0;
  /** Where the present attempt began; `null` until it tells. */
  let began: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const upload = new TusUpload(file, {
    endpoint: uploadsPath,
    metadata,
    chunkSize: chunkBytes,
    retryDelays: null,
    fingerprint: () => Promise.resolve(fingerprint),
    removeFingerprintOnSuccess: true,
    onBeforeRequest: (request) => {
      for (const [name, value] of Object.entries(options.headers())) request.setHeader(name, value);
    },
    onUploadUrlAvailable: () => {
      // Without it, a server that is only restarting would make the client begin anew.
      upload.options.endpoint = null;
      options.onBegun(idOf(upload.url));
    },
    onProgress: (sentBytes) => {
      began ??= sentBytes;
      const isMoving = sentBytes > began;
      if (isMoving) failures = 0;
      options.onProgress(sentBytes, isMoving);
    },
    onSuccess: ({ lastResponse }) => options.onArrived(readOutcome(lastResponse)),
    onError: (error) => void onError(error),
  });

  async function onError(error: Error): Promise<void> {
    const { verdict, duplicateOf } = await readFailure(error, file, upload.url !== null);
    if (verdict.kind === 'refused') options.onRefused(verdict.code, duplicateOf);
    else if (verdict.kind === 'gone') startAnew(upload);
    else {
      failures += 1;
      options.onLost();
      timer = setTimeout(begin, delayAfter(failures, Math.random()));
    }
  }

  function begin(): void {
    clearTimeout(timer);
    timer = undefined;
    began = null;
    upload.start();
  }

  await takeUp(upload, options.earlierId);
  begin();
  const pause = () => {
    clearTimeout(timer);
    timer = undefined;
    void upload.abort();
  };
  return {
    pause,
    resume: begin,
    hurry: () => {
      if (timer !== undefined) begin();
    },
  };
}

function startAnew(upload: TusUpload): void {
  upload.url = null;
  upload.options.endpoint = uploadsPath;
  upload.start();
}

/** Points it at what an earlier attempt has sent, as this browser or else the server remembers it. */
async function takeUp(upload: TusUpload, earlierId: string | null): Promise<void> {
  const [earlier] = await upload.findPreviousUploads();
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  else if (earlierId !== null) upload.url = `${uploadsPath}/${earlierId}`;
  if (upload.url !== null) upload.options.endpoint = null;
}

/** Why tus stopped, and which recording it names. */
async function readFailure(error: Error, file: File, isBegun: boolean) {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const verdict: SendVerdict =
    response === null && !(await isReadable(file))
      ? { kind: 'refused', code: 'file_unreadable' }
      : verdictOf(response?.getStatus() ?? 0, response?.getBody() ?? '', isBegun);
  return { verdict, duplicateOf: response?.getHeader('Loa-Recording-Id') ?? null };
}

function readOutcome(response: HttpResponse): SendOutcome {
  const read = (name: string) => response.getHeader(name) ?? null;
  return {
    state: read('Loa-Upload-State'),
    recordingId: read('Loa-Recording-Id'),
    reason: read('Loa-Upload-Reason'),
  };
}

/** The last part of an upload's address. */
function idOf(url: string | null): string {
  return decodeURIComponent((url ?? '').split(/[/?#]/).filter(Boolean).at(-1) ?? '');
}

/** Whether the file is still where it was chosen: a stick may have been pulled out. */
async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
