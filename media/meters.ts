/** What one `ebur128` says at its end; NaN for what it cannot say. */
export interface LoudnessReading {
  lufs: number;
  rangeLu: number;
  /** Highest true peak in dBTP; NaN where it was not asked for. */
  truePeakDb: number;
}

/** What `astats` says of a channel. */
export interface ChannelReading {
  dcOffset: number;
  peakDb: number;
  rmsDb: number;
  /** Samples at the peak. */
  peakCount: number;
}

/** What the meters of a run printed, the last reading of each. */
export interface Meters {
  /** By the name that follows `ebur128@`. */
  loudness: Map<string, LoudnessReading>;
  channels: ChannelReading[];
  /** Mean of `volumedetect@mix` in dB. */
  mixMeanDb: number;
  /** How often the sound changed its rate or channels on the way, and the meters began again. */
  parts: number;
}

/** Reads the log of a run at level `level+info`. */
export function readMeters(log: readonly string[]): Meters {
  // What stands before was printed while the filters were tried without sound.
  const lines = log.slice(log.lastIndexOf('[info] Stream mapping:') + 1);
  const loudness = new Map<string, LoudnessReading>();
  let channels: ChannelReading[] = [];
  let parts = 0;
  for (const [at, line] of lines.entries()) {
    const name = /^\[ebur128@(\w+) @ \w+\] \[info\] Summary:$/.exec(line)?.[1];
    if (name !== undefined) {
      if (loudness.has(name)) parts += 1;
      loudness.set(name, readSummary(lines.slice(at + 1, at + summaryLines)));
    }
    const channel = /^\[astats@channels @ \w+\] \[info\] Channel: (\d+)$/.exec(line)?.[1];
    if (channel !== undefined) {
      if (channel === '1') channels = [];
      channels.push(readChannel(lines.slice(at + 1, at + 5)));
    }
  }
  const mixMeanDb = readNumber(lines, /^\[volumedetect@mix .* mean_volume: (\S+) dB$/);
  return { loudness, channels, mixMeanDb, parts: parts + 1 };
}

const summaryLines = 16;

function readSummary(lines: readonly string[]): LoudnessReading {
  const end = lines.findIndex((line) => line.startsWith('['));
  const own = end < 0 ? lines : lines.slice(0, end);
  return {
    lufs: readNumber(own, /^\s+I:\s+(\S+) LUFS$/),
    rangeLu: readNumber(own, /^\s+LRA:\s+(\S+) LU$/),
    truePeakDb: readNumber(own, /^\s+Peak:\s+(\S+) dBFS$/),
  };
}

function readChannel(lines: readonly string[]): ChannelReading {
  return {
    dcOffset: readNumber(lines, / DC offset: (\S+)$/),
    peakDb: readNumber(lines, / Peak level dB: (\S+)$/),
    rmsDb: readNumber(lines, / RMS level dB: (\S+)$/),
    peakCount: readNumber(lines, / Peak count: (\S+)$/),
  };
}

/** NaN for `nan` and for what was not printed, which no comparison accepts. */
function readNumber(lines: readonly string[], pattern: RegExp): number {
  const text = lines.map((line) => pattern.exec(line)?.[1]).findLast((found) => found);
  if (text === undefined) return NaN;
  return text === '-inf' ? -Infinity : Number(text);
}
