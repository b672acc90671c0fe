/** Where an endpoint stands and what it is, as far as a list says. */
export interface Site {
  serial: string | null;
  sim: string | null;
  address: string | null;
  /** WGS 84, in degrees. */
  latitude: number | null;
  longitude: number | null;
  powerWatts: number | null;
}

/** Degrees as people type them: `20,1234`, `20.1234°`; `null`: none, `undefined`: not understood. */
export function readDegrees(text: string): number | null | undefined {
  const plain = text.replace(/[°NEBĐ\s]/gu, '').replace(',', '.');
  if (plain === '') return null;
  if (!/^-?\d{1,3}(?:\.\d{1,12})?$/.test(plain)) return undefined;
  return Number(plain);
}

/** "20.1234, 106.2345" or "20,1234; 106,2345". */
export function splitPosition(text: string): [string, string] | null {
  const trimmed = text.trim();
  const bySemicolon = trimmed.split(/\s*;\s*/);
  const byComma = trimmed.split(/\s*,\s+|\s+/);
  const byBareComma = trimmed.split(',');
  for (const [first, second, ...rest] of [bySemicolon, byComma, byBareComma])
    if (first && second && rest.length === 0) return [first, second];
  return null;
}

/** The country with its islands: what lies outside was mistyped. */
export const positionBounds = { latitude: [6, 24], longitude: [101, 118] } as const;

/** A place as people copy it from a map, `20.1234, 106.2345`; `null`: none, `undefined`: not understood. */
export function readPosition(text: string): ReturnType<typeof placeOf> | undefined {
  if (text.trim() === '') return null;
  const [latitude, longitude] = (splitPosition(text) ?? []).map(readDegrees);
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  return placeOf(latitude, longitude) ?? undefined;
}

/** A place in the country; numbers that only make sense the other way round are turned. `null`: nowhere here. */
export function placeOf(
  latitude: number,
  longitude: number,
): { latitude: number; longitude: number } | null {
  if (isWithin(latitude, positionBounds.latitude) && isWithin(longitude, positionBounds.longitude))
    return { latitude, longitude };
  if (isWithin(longitude, positionBounds.latitude) && isWithin(latitude, positionBounds.longitude))
    return { latitude: longitude, longitude: latitude };
  return null;
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}

/** `2 x 50W`, `100 W`, `0,1 kW` in whole watts; `null`: none, `undefined`: not understood. */
export function readWatts(text: string): number | null | undefined {
  const plain = text.toLowerCase().replace(/\s+/g, '').replaceAll(',', '.');
  if (plain === '') return null;
  const [, times = '1', each = '', unit = 'w'] =
    /^(?:(\d{1,2})[x×*])?(\d{1,5}(?:\.\d{1,3})?)(kw|w)?$/.exec(plain) ?? [];
  if (each === '') return undefined;
  const watts = Math.round(Number(times) * Number(each) * (unit === 'kw' ? 1000 : 1));
  return watts >= 1 && watts <= 100_000 ? watts : undefined;
}

/** The digits of a number, with a `+` before them; `null`: none, `undefined`: not understood. */
export function readSim(text: string): string | null | undefined {
  const plain = text.replace(/[\s.\-()]/g, '');
  if (plain === '') return null;
  if (!/^\+?\d{8,20}$/.test(plain)) return undefined;
  // Sheets take the zero away from what looks like a number.
  return /^[35789]\d{8}$/.test(plain) ? `0${plain}` : plain;
}
