import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RequestHandler } from 'express';
import type { JobFigures } from '../jobs/figures.ts';
import type { AnswerCount } from './answer-count.ts';
import { metricText, type Metric, type Sample } from './metric-text.ts';
import { workMetrics, type UploadFigures } from './work-metrics.ts';

export interface Metrics {
  /** Counts answers by their status. */
  count: RequestHandler;
  /** `/metrics`, in the text format of Prometheus. */
  show: RequestHandler;
  stop(): void;
}

/** What is measured elsewhere. */
export interface MetricsDeps {
  answers: AnswerCount;
  jobs: () => Promise<JobFigures>;
  uploads: () => Promise<UploadFigures>;
  /** Endpoints' requests answered with 429, by why. */
  turnedAway: () => Readonly<Record<string, number>>;
  /** Endpoints that lack the last day ahead. */
  shortOfHorizon: () => Promise<number>;
}

const nsPerSecond = 1e9;
const lookMs = 10;

export function createMetrics(deps: MetricsDeps): Metrics {
  const { answers, jobs, uploads, turnedAway, shortOfHorizon } = deps;
  const delay = monitorEventLoopDelay({ resolution: lookMs });
  delay.enable();
  // What is measured is the whole time from one look to the next.
  const late = (ns: number) => Math.max(0, ns / nsPerSecond - lookMs / 1000);
  const own = (): Metric[] => [
    answersMetric(answers),
    {
      name: 'loa_station_turned_away_total',
      type: 'counter',
      about: 'Requests of endpoints that were told to come later.',
      samples: Object.entries(turnedAway()).map(([why, count]): Sample => [{ why }, count]),
    },
    {
      name: 'loa_event_loop_delay_seconds',
      type: 'gauge',
      about: 'How late timers ran since the last look.',
      samples: [
        [{ quantile: '0.5' }, late(delay.percentile(50))],
        [{ quantile: '0.99' }, late(delay.percentile(99))],
        [{ quantile: '1' }, late(delay.max)],
      ],
    },
    {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      about: 'Memory that the process holds.',
      samples: [[{}, process.memoryUsage.rss()]],
    },
    {
      name: 'process_uptime_seconds',
      type: 'gauge',
      about: 'How long the process runs.',
      samples: [[{}, process.uptime()]],
    },
  ];
  return {
    count: (_request, response, next) => {
      answers.watch(response);
      next();
    },
    show: async (_request, response) => {
      const work = workMetrics(await jobs(), await uploads(), await shortOfHorizon());
      response.set('content-type', 'text/plain; version=0.0.4; charset=utf-8');
      response.end([...own(), ...work].map(metricText).join(''));
      delay.reset();
    },
    stop: () => {
      delay.disable();
    },
  };
}

function answersMetric(answers: AnswerCount): Metric {
  return {
    name: 'loa_http_answers_total',
    type: 'counter',
    about: 'Answers by status, those to endpoints among them.',
    samples: [...answers.show()].map(([status, count]): Sample => [{ status: `${status}` }, count]),
  };
}
