import type { Bench } from './bench.ts';
import { measureNudges } from './alert/nudges.ts';
import { measureSilence, wantedShare } from './alert/silence.ts';

const limits = { nudgeMs: 1_000, silenceMs: 2_000 };

/**
 * From the click of *Dừng phát* to the nudge of the last of 10,000 endpoints, and to silence in the output of
 * agents that download. How soon an alert sounds (`soundP99Ms`) is not measured: there are no alerts yet.
 */
export const run: Bench = async (options) => {
  const nudges = await measureNudges(options);
  const silence = await measureSilence(options);
  const figures = {
    connected: nudges.connected,
    lastNudgeMs: Math.round(nudges.lastNudgeMs),
    answeredMs: Math.round(nudges.answeredMs),
    serverCpuMs: Math.round(nudges.cpuMs),
    rawLastMs: Math.round(nudges.rawLastMs),
    agents: silence.agents,
    stops: silence.stops,
    downloading: silence.downloading,
    silenceP99Ms: Math.round(percentile(silence.tookMs, 0.99)),
    silenceMedianMs: Math.round(percentile(silence.tookMs, 0.5)),
  };
  const short = [
    ...(figures.lastNudgeMs > limits.nudgeMs ? ['the last nudge comes after more than 1 s'] : []),
    ...(silence.unplayed > 0 ? [`${silence.unplayed} times an agent did not play`] : []),
    ...(silence.playedOn > 0 ? [`${silence.playedOn} times an agent played on`] : []),
    ...(silence.downloading >= wantedShare ? [] : ['too few agents downloaded at a stop']),
    ...(figures.silenceP99Ms <= limits.silenceMs ? [] : ['silence p99 above 2 s']),
  ];
  const ratio = Math.round((nudges.lastNudgeMs / nudges.rawLastMs) * 100) / 100;
  return { name: 'alert', ratio, against: "a raw socket write loop's time", figures, short };
};

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
