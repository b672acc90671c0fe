import type { PrintedReport } from './fleet-process.ts';

/** Whether each was served, and by no other answers than it may get. */
export function judgeReconnect(
  { endpoints, counts, times, wrong, wrongs }: PrintedReport,
  expected: number,
): { figures: Record<string, number>; wrong: string[] } {
  const count = (what: string) => counts[what] ?? 0;
  const statuses = Object.entries(counts).filter(([what]) => / \d{3}$/.test(what));
  const others = statuses.filter(([what]) => !what.endsWith(' 429'));
  const sum = (some: [string, number][]) => some.reduce((total, [, number]) => total + number, 0);
  const withHead = count('endpoints with a head');
  const first = times['first head'];
  return {
    figures: {
      endpoints,
      withHead,
      allServedMs: first?.most ?? -1,
      medianServedMs: first?.p50 ?? -1,
      p99ServedMs: first?.p99 ?? -1,
      headsAnswered: count('head answered'),
      statusesAnswered: count('status answered'),
      eventsOpened: count('events answered'),
      status429: sum(statuses.filter(([what]) => what.endsWith(' 429'))),
      connectionsFailed: sum(Object.entries(counts).filter(([what]) => what.endsWith(' failed'))),
    },
    wrong: [
      ...(endpoints === expected ? [] : [`${endpoints} endpoints ran, not ${expected}`]),
      ...(withHead === expected ? [] : [`${withHead} of ${expected} have a head`]),
      ...(first ? [] : ['nobody was served']),
      // Each asks again after its first answer, which is where 304 comes from.
      ...(count('head answered') > expected ? [] : ['nobody asked a second time']),
      ...others.map(([what, number]) => `${what}: ${number} times`),
      ...wrong,
      ...(wrongs > wrong.length ? [`${wrongs - wrong.length} more wrongs`] : []),
    ],
  };
}
