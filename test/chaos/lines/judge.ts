import type { LineStory } from './live-line.ts';

const sentencesEach = 5;
const leastShare = 0.9;
const leastLoudness = 0.01;
const leastPackets = 200;
/** Of what the line is to lose, either side. */
const lossTolerance = 7;

/** What is to be said of a line, each figure under its name. */
export function judgeLine(story: LineStory): { figures: Record<string, number>; wrong: string[] } {
  const { script, report, counts, fleetIds, logs } = story;
  const { name } = script;
  const told = counterOf(report.counts);
  const streamsOpened = told.one('events answered');
  const nudges = Math.max(0, told.one('nudges heard') - streamsOpened);
  const figures = {
    endpoints: fleetIds.length + story.agentIds.length,
    withHead: told.one('endpoints with a head') + headsOf(story),
    filesFetched: told.one('media answered'),
    plays: story.aired.reduce((sum, { proofs }) => sum + proofs.length, 0),
    streamsOpened,
    // An open stream says at once what holds; that is no nudge.
    nudges,
    nudgesMissed: Math.max(0, fleetIds.length * script.placements - nudges),
    agentStreamsEnded: count(logs, /event stream ended/g),
    exchangesFailed: told.sum((what) => what.endsWith(' failed')),
    told429: told.sum((what) => what.endsWith(' 429')),
    lostUpPercent: percent(counts.lostUp, counts.carriedUp),
    lostDownPercent: percent(counts.lostDown, counts.carriedDown),
    packets: counts.carriedUp + counts.carriedDown,
    packetsForgotten: counts.forgotten,
  };
  const wrong = [
    ...judgeDelivery(story, figures),
    ...judgePlays(story),
    ...judgeAnswers(story),
    ...judgeWeather(story, figures),
  ];
  const named = Object.entries(figures).map(([what, number]) => [
    `${name}${what.charAt(0).toUpperCase()}${what.slice(1)}`,
    number,
  ]);
  return {
    figures: Object.fromEntries(named) as Record<string, number>,
    wrong: wrong.map((sentence) => `${name}: ${sentence}`),
  };
}

interface Figures {
  endpoints: number;
  withHead: number;
  filesFetched: number;
  streamsOpened: number;
  nudgesMissed: number;
  agentStreamsEnded: number;
  lostUpPercent: number;
  lostDownPercent: number;
  packets: number;
}

function judgeDelivery({ script, fleetIds }: LineStory, figures: Figures): string[] {
  const files = fleetIds.length * script.placements;
  return [
    ...(figures.withHead === figures.endpoints
      ? []
      : [`${figures.withHead} of ${figures.endpoints} have a head`]),
    ...(figures.filesFetched === files
      ? []
      : [`${figures.filesFetched} files came to the fleet, not ${files}`]),
  ];
}

/** Each endpoint has proved each placement, once, as a whole; agents were heard. */
function judgePlays({ aired, fleetIds, agentIds }: LineStory): string[] {
  const faults = aired.flatMap(({ proofs }, index) =>
    [...fleetIds, ...agentIds].flatMap((id) => {
      const own = proofs.filter(({ endpointId }) => endpointId === id);
      const [first] = own;
      if (own.length !== 1)
        return [`placement ${index + 1} is proved ${own.length} times by ${id}`];
      if (first?.reason === 'completed' && first.heardMs >= first.durationMs * leastShare)
        return [];
      return [`placement ${index + 1} at ${id}: ${first?.reason}, ${first?.heardMs} ms`];
    }),
  );
  const silent = aired.flatMap(({ loudness }) => loudness.filter((each) => each < leastLoudness));
  return [
    ...faults.slice(0, sentencesEach),
    ...(faults.length > sentencesEach ? [`and ${faults.length - sentencesEach} plays more`] : []),
    ...(silent.length > 0 ? [`${silent.length} times an agent could not be heard`] : []),
  ];
}

function judgeAnswers({ report, logs }: LineStory): string[] {
  const { sum } = counterOf(report.counts);
  const failures = sum((what) => / 5\d\d$/.test(what)) + count(logs, /the server answered 5\d\d/g);
  return [
    ...(failures > 0 ? [`${failures} answers were 5xx`] : []),
    ...(report.wrongs > 0 ? [`${report.wrongs} wrongs: ${report.wrong[0] ?? ''}`] : []),
  ];
}

/** Whether the line was as bad as it was to be, and no worse. */
function judgeWeather({ script, outlivedIdle, fleetIds }: LineStory, figures: Figures): string[] {
  const { name, weather } = script;
  const isRight = (share: number) => Math.abs(share - weather.lossPercent) <= lossTolerance;
  const faults = [
    ...(figures.packets >= leastPackets ? [] : ['hardly anything went over the line']),
    ...(isRight(figures.lostUpPercent) && isRight(figures.lostDownPercent)
      ? []
      : [`${figures.lostUpPercent} % and ${figures.lostDownPercent} % were lost`]),
  ];
  if (name === 'lossy') return faults;
  if (outlivedIdle) faults.push('the carrier forgot nothing');
  if (name === 'patient') {
    const isBroken = figures.streamsOpened !== fleetIds.length || figures.agentStreamsEnded > 0;
    if (isBroken) faults.push('event streams did not outlive the carrier’s patience');
    if (figures.nudgesMissed > 0) faults.push(`${figures.nudgesMissed} nudges did not come`);
  } else if (figures.nudgesMissed === 0)
    faults.push('no nudge was lost, so that polls had nothing to show');
  return faults;
}

/** Agents that put a head in force. */
function headsOf({ logs }: LineStory): number {
  return logs.filter((log) => log.includes('head accepted')).length;
}

function counterOf(counts: Readonly<Record<string, number>>) {
  return {
    one: (name: string) => counts[name] ?? 0,
    sum: (is: (what: string) => boolean) =>
      Object.entries(counts).reduce((total, [what, number]) => total + (is(what) ? number : 0), 0),
  };
}

function count(texts: readonly string[], pattern: RegExp): number {
  return texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0);
}

function percent(lost: number, carried: number): number {
  return Math.round((1000 * lost) / Math.max(1, lost + carried)) / 10;
}
