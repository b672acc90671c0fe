import { ProblemError, problemOf } from '../../contract/client.ts';
import type { RecordingAnswer } from '../../contract/http/recordings.ts';
import { recording, recordingRoutes } from '../../contract/http/recordings.ts';

export interface UploadFields {
  title?: string;
  areaId: string;
  programmeId?: string;
  expiresAt?: number;
}

interface UploadOptions {
  file: File;
  fields: UploadFields;
  headers: Record<string, string>;
  /** From 0 to 1, as bytes leave. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/**
 * Sends one file with its fields before it. XMLHttpRequest, because fetch tells no progress.
 * @throws ProblemError when the server refuses; TypeError when it cannot be reached
 */
export function upload(options: UploadOptions): Promise<RecordingAnswer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(options.fields))
    if (value !== undefined) form.append(name, String(value));
  form.append('file', options.file, options.file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(recordingRoutes.upload.method, recordingRoutes.upload.path);
    request.setRequestHeader('accept', 'application/json');
    for (const [name, value] of Object.entries(options.headers))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(readAnswer(request.responseText));
      else reject(new ProblemError(problemOf(request.status, request.responseText)));
    };
    request.onerror = () => reject(new TypeError('the server cannot be reached'));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    options.signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

function readAnswer(text: string): RecordingAnswer {
  return recording.parse(JSON.parse(text));
}
