import type { ErrorCode } from '../core/error-codes.ts';

/** The codes that work on sound and files may end with. */
export type MediaErrorCode = Extract<
  ErrorCode,
  | 'upload_too_large'
  | 'empty_file'
  | 'not_audio'
  | 'damaged_audio'
  | 'silent_audio'
  | 'audio_too_long'
  | 'audio_too_short'
  | 'ffmpeg_timeout'
  | 'ffmpeg_failed'
  | 'speech_failed'
  | 'disk_full'
>;

/** What this library throws; `detail` is English for logs and API clients. */
export class MediaError extends Error {
  readonly code: MediaErrorCode;
  readonly detail: string;

  constructor(code: MediaErrorCode, detail: string, options: { cause?: unknown } = {}) {
    super(`${code}: ${detail}`, options);
    this.name = 'MediaError';
    this.code = code;
    this.detail = detail;
  }
}
