/** Why nothing can be recorded; each has a sentence that says what to do. */
export type RecorderProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'failed';

interface Surroundings {
  isSecure: boolean;
  hasMicrophones: boolean;
  hasRecorder: boolean;
}

/** What stands against recording before anybody is asked; `null`: nothing. */
export function problemBefore(given: Surroundings): RecorderProblem | null {
  if (!given.isSecure) return 'insecure';
  return given.hasMicrophones && given.hasRecorder ? null : 'unsupported';
}

/** What a browser means by refusing the microphone. */
export function problemOfRefusal(error: unknown): RecorderProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
    case 'DevicesNotFoundError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
    case 'TrackStartError':
      return 'busy';
    default:
      return 'failed';
  }
}
