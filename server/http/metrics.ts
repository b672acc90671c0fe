import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RequestHandler } from 'express';

export interface Metrics {
  /** Counts answers by their status. */
  count: RequestHandler;
  /** `/metrics`, in the text format of Prometheus. */
  show: RequestHandler;
  stop(): void;
}

/** What is measured elsewhere. */
export interface MetricsDeps {
  /** Rows of work that wait, by kind and state. */
  workDepths: () => Promise<{ kind: string; state: string; count: number }[]>;
}

type Sample = [labels: Record<string, string>, value: number];

const nsPerSecond = 1e9;
const lookMs = 10;

export function createMetrics({ workDepths }: MetricsDeps): Metrics {
  const delay = monitorEventLoopDelay({ resolution: lookMs });
  delay.enable();
  // What is measured is the whole time from one look to the next.
  const late = (ns: number) => Math.max(0, ns / nsPerSecond - lookMs / 1000);
  const answers = new Map<number, number>();
  const own = () => [
    metric('loa_http_answers_total', 'counter', 'Answers by status.', [
      ...[...answers].map(([status, count]): Sample => [{ status: String(status) }, count]),
    ]),
    metric('loa_event_loop_delay_seconds', 'gauge', 'How late timers ran since the last look.', [
      [{ quantile: '0.5' }, late(delay.percentile(50))],
      [{ quantile: '0.99' }, late(delay.percentile(99))],
      [{ quantile: '1' }, late(delay.max)],
    ]),
    metric('process_resident_memory_bytes', 'gauge', 'Memory that the process holds.', [
      [{}, process.memoryUsage.rss()],
    ]),
    metric('process_uptime_seconds', 'gauge', 'How long the process runs.', [
      [{}, process.uptime()],
    ]),
  ];
  return {
    count: (_request, response, next) => {
      response.once('close', () => {
        const { statusCode } = response;
        answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
      });
      next();
    },
    show: async (_request, response) => {
      const depths = await workDepths();
      const work = metric(
        'loa_work',
        'gauge',
        'Work that is not done, by kind and state.',
        depths.map(({ kind, state, count }): Sample => [{ kind, state }, count]),
      );
      response.set('content-type', 'text/plain; version=0.0.4; charset=utf-8');
      response.end([...own(), work].join(''));
      delay.reset();
    },
    stop: () => {
      delay.disable();
    },
  };
}

function metric(name: string, type: string, about: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${about}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
