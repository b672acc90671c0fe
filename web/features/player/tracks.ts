import type { RecordingVersionAnswer } from '../../../contract/http/recordings.ts';
import { cutOf } from '../../../core/recording/cut.ts';

export type TrackName = 'rendition' | 'source';

/** One of the sounds of a version; every place is a place in the source, in ms. */
export interface Track {
  name: TrackName;
  /** Where its first moment stands in the source. */
  startMs: number;
  endMs: number;
}

/** A stretch of the source. */
export interface Span {
  startMs: number;
  endMs: number;
}

/** What of a version can be heard: what airs first, then what was uploaded. */
export function tracksOf(version: RecordingVersionAnswer): Track[] {
  const rendition = version.renditions[0];
  const sourceMs = version.analysis?.durationMs ?? version.trimEndMs ?? rendition?.durationMs ?? 0;
  const source: Track = { name: 'source', startMs: 0, endMs: sourceMs };
  if (!rendition) return [source];
  const startMs = renditionStart(version, rendition.durationMs);
  return [{ name: 'rendition', startMs, endMs: startMs + rendition.durationMs }, source];
}

/**
 * Where the rendition begins in the source. Without a cut of staff's own the silent ends went, except
 * for a little that is left alike at both ends; how much, the lengths tell.
 */
function renditionStart(version: RecordingVersionAnswer, renditionMs: number): number {
  const cut = cutOf(version.trimStartMs, version.trimEndMs);
  if (cut) return cut.startMs;
  const { analysis } = version;
  if (!analysis) return 0;
  const goneMs = Math.max(0, analysis.durationMs - renditionMs);
  const leftMs = Math.max(0, analysis.leadingSilenceMs + analysis.trailingSilenceMs - goneMs);
  const leading = Math.max(0, analysis.leadingSilenceMs - leftMs / 2);
  return Math.round(Math.min(leading, goneMs));
}

/** A place in the source as the place within a track, in seconds, as an audio element counts. */
export function toTrackSeconds({ startMs, endMs }: Track, placeMs: number): number {
  return Math.min(Math.max(0, placeMs - startMs), Math.max(0, endMs - startMs)) / 1000;
}

/** What an audio element tells, as a place in the source. */
export function toPlaceMs({ startMs }: Track, seconds: number): number {
  return startMs + Math.round(seconds * 1000);
}

/** Where a place stands on an axis, 0 to 1. */
export function shareOf({ startMs, endMs }: Span, placeMs: number): number {
  return endMs > startMs ? Math.min(1, Math.max(0, (placeMs - startMs) / (endMs - startMs))) : 0;
}
