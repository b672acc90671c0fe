/** A value with what tells it from others of its metric. */
export type Sample = [labels: Record<string, string>, value: number];

export interface Metric {
  name: string;
  type: 'counter' | 'gauge';
  about: string;
  samples: readonly Sample[];
}

/** A metric in the text format of Prometheus. */
export function metricText({ name, type, about, samples }: Metric): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${about}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
