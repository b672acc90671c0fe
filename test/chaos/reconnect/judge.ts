import type { PrintedReport } from '../fleet/fleet-process.ts';

/** Whether each was served, and by no other answers than it may get. */
export function judgeReconnect(
  reports: readonly PrintedReport[],
  expected: number,
): { figures: Record<string, number>; wrong: string[] } {
  const sum = (is: (what: string) => boolean) =>
    reports
      .flatMap(({ counts }) => Object.entries(counts))
      .reduce((total, [what, number]) => total + (is(what) ? number : 0), 0);
  const count = (name: string) => sum((what) => what === name);
  const endpoints = reports.reduce((total, report) => total + report.endpoints, 0);
  const withHead = count('endpoints with a head');
  const listening = count('endpoints listening');
  const causes = reports.flatMap(({ counts }) =>
    Object.keys(counts).filter((what) => what.startsWith('failed by ')),
  );
  const firsts = reports.map(({ times }) => times['first head']);
  const isRefusal = (what: string) => /^\w+ \d{3}$/.test(what);
  const others = sum((what) => isRefusal(what) && !what.endsWith(' 429'));
  const wrongs = reports.reduce((total, report) => total + report.wrongs, 0);
  return {
    figures: {
      endpoints,
      withHead,
      allServedMs: Math.max(...firsts.map((first) => first?.most ?? -1)),
      slowestMedianMs: Math.max(...firsts.map((first) => first?.p50 ?? -1)),
      headsAnswered: count('head answered'),
      statusesAnswered: count('status answered'),
      eventsOpened: count('events answered'),
      listening,
      status429: sum((what) => what.endsWith(' 429')),
      otherRefusals: others,
      connectionsFailed: sum((what) => what.endsWith(' failed')),
      ...Object.fromEntries([...new Set(causes)].map((cause) => [cause, count(cause)])),
    },
    wrong: [
      ...(endpoints === expected ? [] : [`${endpoints} endpoints ran, not ${expected}`]),
      ...(withHead === expected ? [] : [`${withHead} of ${expected} have a head`]),
      ...(listening === expected ? [] : [`${listening} of ${expected} listen at the end`]),
      ...(firsts.includes(undefined) ? ['some fleet was not served'] : []),
      // Each asks again after its first answer, which is where 304 comes from.
      ...(count('head answered') > expected ? [] : ['nobody asked a second time']),
      ...(others > 0 ? [`${others} answers were neither good nor 429`] : []),
      ...(wrongs > 0 ? [`${wrongs} wrongs: ${reports.flatMap((r) => r.wrong)[0] ?? ''}`] : []),
    ],
  };
}
