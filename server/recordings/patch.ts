import type { z } from 'zod';
import type { recordingRoutes } from '../../contract/http/recordings.ts';

/** What a change of a recording may say; what is left out stays. */
export type RecordingPatch = z.output<NonNullable<(typeof recordingRoutes.update)['body']>>;
