import type { Mix } from '../chain.ts';
import type { Meters } from '../meters.ts';
import type { Probe } from '../probe.ts';
import type { Facts, SourceDescription } from './description.ts';
import { findingsOf, type Circumstances } from './findings.ts';
import { levelsOf } from './levels.ts';
import type { NarrowSound } from './narrow-sound.ts';
import { findSilence, noiseFloorOf, silenceThreshold, stretchMs } from './silence.ts';
import { guessKind } from './speech-or-music.ts';

/** All that one decode gave. */
export interface Evidence {
  probe: Probe;
  meters: Meters;
  narrow: NarrowSound;
  durationMs: number;
  mix: Mix;
  /** What the meters' mono sound has to be lifted by to be that of `mix`. */
  liftDb: number;
  circumstances: Circumstances;
}

const framesPerStretch = stretchMs / 10;
const mostSilences = 10;
const shortestInnerMs = 500;
const nearFullScaleDb = -0.1;
// The range is one of stretches of three seconds: a few of them say nothing.
const shortestRangeMs = 10_000;
const noFloorDb = -100;

/** Puts together what is known of a source. */
export function describe(evidence: Evidence): SourceDescription {
  const { probe, meters, narrow, mix, liftDb } = evidence;
  const source = meters.loudness.get('source');
  const kind = guessKind(narrow);
  const levels = levelsOf(narrow.power, framesPerStretch).map((level) => level + liftDb);
  const lufs = level(source?.lufs, liftDb);
  const floorDb = noiseFloorOf(levels);
  const durationMs = Math.round(evidence.durationMs);
  const facts: Facts = {
    durationMs,
    format: probe.format.slice(0, 100),
    codec: probe.codec.slice(0, 100),
    sampleRate: Math.round(probe.sampleRate),
    channels: Math.round(probe.channels),
    lufs,
    loudnessRangeLu: durationMs < shortestRangeMs ? null : level(source?.rangeLu, 0),
    truePeakDb: level(source?.truePeakDb, liftDb),
    clippedShare: clippedShareOf(evidence),
    dcOffset: dcOffsetOf(meters),
    noiseFloorDb: floorDb > noFloorDb ? tenth(floorDb) : null,
    speechBandShare: speechBandShareOf(narrow, meters),
    ...silenceOf(levels, silenceThreshold(levels, lufs ?? 0, kind), durationMs),
    kind,
    mix,
  };
  return { ...facts, findings: findingsOf(facts, evidence.circumstances) };
}

function silenceOf(levels: Float32Array, thresholdDb: number, durationMs: number) {
  const { firstSound, endOfSound, inner, sounding } = findSilence(levels, thresholdDb);
  const at = (stretch: number) => Math.min(stretch * stretchMs, durationMs);
  const innerSilences = inner
    .map(({ start, end }) => ({ startMs: at(start), endMs: at(end) }))
    .filter(({ startMs, endMs }) => endMs - startMs >= shortestInnerMs)
    .toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))
    .slice(0, mostSilences)
    .toSorted((a, b) => a.startMs - b.startMs);
  const isToTheEnd = endOfSound === levels.length;
  return {
    soundShare: sounding / levels.length,
    leadingSilenceMs: at(firstSound),
    trailingSilenceMs: sounding === 0 || isToTheEnd ? 0 : durationMs - at(endOfSound),
    innerSilences,
  };
}

function clippedShareOf({ meters, probe, durationMs }: Evidence): number {
  const samples = Math.max(1, (durationMs / 1_000) * probe.sampleRate);
  const shares = meters.channels
    .filter(({ peakDb }) => peakDb > nearFullScaleDb)
    .map(({ peakCount }) => Math.min(1, peakCount / samples || 0));
  return Math.max(0, ...shares);
}

function dcOffsetOf({ channels }: Meters): number {
  const offsets = channels.map(({ dcOffset }) => dcOffset).filter(Number.isFinite);
  const largest = offsets.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0);
  return Math.max(-1, Math.min(1, largest));
}

function speechBandShareOf(narrow: NarrowSound, { mixMeanDb }: Meters): number {
  const whole = 10 ** (mixMeanDb / 10) - narrow.mean ** 2;
  return whole > 0 ? Math.min(1, narrow.bandPower / whole) : 0;
}

function level(value: number | undefined, liftDb: number): number | null {
  return value !== undefined && Number.isFinite(value) ? tenth(value + liftDb) : null;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
