import type { JobFigures } from '../jobs/figures.ts';
import type { Metric, Sample } from './metric-text.ts';

/** Uploads that are not whole yet. */
export interface UploadFigures {
  unfinished: number;
  announcedBytes: number;
}

/** How it stands with work, uploads and the days ahead, fit to raise alarms on. */
export function workMetrics(
  jobs: JobFigures,
  uploads: UploadFigures,
  shortOfHorizon: number,
): Metric[] {
  return [
    {
      name: 'loa_horizon_short_endpoints',
      type: 'gauge',
      about: 'Speaker clusters without the last day ahead; above 0 for minutes is an alarm.',
      samples: [[{}, shortOfHorizon]],
    },
    {
      name: 'loa_queue_depth',
      type: 'gauge',
      about: 'Work that is not done: due, queued, and running among the queued.',
      samples: jobs.depths.map(({ kind, state, count }): Sample => [{ kind, state }, count]),
    },
    {
      name: 'loa_queue_oldest_seconds',
      type: 'gauge',
      about: 'For how long the oldest work that is not done has been due.',
      samples: jobs.ages.map(({ kind, ms }): Sample => [{ kind }, ms / 1000]),
    },
    {
      name: 'loa_jobs_done_total',
      type: 'counter',
      about: 'Work that was done since the start.',
      samples: jobs.done.map(({ kind, count }): Sample => [{ kind }, count]),
    },
    {
      name: 'loa_jobs_failed_total',
      type: 'counter',
      about: 'Work that failed for good since the start, by its error code.',
      samples: jobs.failed.map(({ kind, code, count }): Sample => [{ kind, code }, count]),
    },
    {
      name: 'loa_uploads_unfinished',
      type: 'gauge',
      about: 'Uploads that are not whole.',
      samples: [[{}, uploads.unfinished]],
    },
    {
      name: 'loa_uploads_unfinished_bytes',
      type: 'gauge',
      about: 'Their announced lengths together.',
      samples: [[{}, uploads.announcedBytes]],
    },
  ];
}
