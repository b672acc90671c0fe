import type { FindingCode } from '../../core/recording/findings.ts';
import type { RecordingKind } from '../../core/recording/kind.ts';
import type { MediaErrorCode } from '../../media/media-error.ts';

/** What is to become of a file: refused with one of these codes, or taken with these findings. */
export type Expected =
  | { refused: MediaErrorCode | readonly MediaErrorCode[] }
  | { findings: readonly FindingCode[]; kind?: RecordingKind; isOffTarget?: boolean };

/** How a file is made. */
export type Recipe =
  /** One of the sounds of `sounds.ts`, through ffmpeg with these output options. */
  | { sound: string; options: readonly string[] }
  /** Another file of the corpus with other bytes. */
  | { of: string; change: (bytes: Buffer) => Buffer }
  | { bytes: () => Buffer };

/** One file of the corpus. */
export interface Entry {
  name: string;
  /** As an uploader would call it. */
  fileName: string;
  recipe: Recipe;
  expected: Expected;
}

/** A row about a file that is made of a sound and taken. */
export type GoodRow = readonly [
  name: string,
  extension: string,
  options: string,
  findings?: readonly FindingCode[],
];

/** Makes entries of rows. */
export function goodEntries(sound: string, rows: readonly GoodRow[]): Entry[] {
  return rows.map(([name, extension, options, findings = []]) => ({
    name,
    fileName: `${name}.${extension}`,
    recipe: { sound, options: options.split(' ').filter((option) => option !== '') },
    expected: { findings },
  }));
}
