import { cutName, type Cut } from '../../core/recording/cut.ts';
import type { ProfileName } from '../../core/recording/profiles.ts';
import { versionCut, type VersionRow } from './repo.ts';

/** What every endpoint can play. */
export const floorProfile: ProfileName = 'mp3-48k';

/** What a rendition is made of. */
export interface RenditionKey {
  /** SHA-256 of the source. */
  source: string;
  cut: Cut | null;
  profile: ProfileName;
}

/** What the work for a rendition is filed under; versions that share it wait for the same work. */
export function renditionSubject({ source, cut, profile }: RenditionKey): string {
  return [source, cutName(cut), profile].join(':');
}

/** The source of what {@link renditionSubject} named. */
export function sourceOf(subject: string): string {
  return subject.slice(0, subject.indexOf(':'));
}

/** What the floor rendition of a version is made of: the one that it needs to be ready. */
export function floorKey(
  version: Pick<VersionRow, 'source_sha256' | 'trim_start_ms' | 'trim_end_ms'>,
): RenditionKey {
  return { source: version.source_sha256, cut: versionCut(version), profile: floorProfile };
}
