import { z } from 'zod';

const versions = z.array(z.tuple([z.string(), z.int()]));

/** Reads the broadcasts of an approval with their versions. */
export function readVersions(text: string): { id: string; version: number }[] {
  return versions.parse(JSON.parse(text)).map(([id, version]) => ({ id, version }));
}

export function writeVersions(broadcasts: readonly { id: string; version: number }[]): string {
  return JSON.stringify(broadcasts.map(({ id, version }) => [id, version]));
}
