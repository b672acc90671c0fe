import { fold } from '../text/fold.ts';
import { findColumns, type ColumnMeaning, type Columns } from './columns.ts';
import { placeOf, readDegrees, readSim, readWatts, splitPosition, type Site } from './site.ts';

/** What a list is held against: stations where somebody may add, and what stands there. */
export interface ListGround {
  stations: readonly {
    id: string;
    /** The names of its station and of its area. */
    names: readonly string[];
    areaId: string;
    villages: readonly { areaId: string; name: string }[];
    /** Names of its endpoints. */
    taken: readonly string[];
  }[];
  serials: readonly string[];
}

export const listProblems = [
  ...(['commune_missing', 'commune_unknown', 'commune_twice', 'village_unknown'] as const),
  ...(['name_missing', 'name_taken', 'serial_twice', 'serial_known'] as const),
  ...(['position_wrong', 'power_wrong', 'sim_wrong'] as const),
] as const;
export type ListProblem = (typeof listProblems)[number];

/** A line that tells of an endpoint, as it is understood. */
export interface ListLine extends Site {
  line: number;
  stationId: string | null;
  /** The village, or the station's area. */
  areaId: string | null;
  name: string;
  problems: ListProblem[];
}

export interface UnderstoodList {
  /** `null`: no row looks like headings. */
  headingLine: number | null;
  columns: Columns;
  lines: ListLine[];
}

type Row = { line: number; cells: readonly string[] };

/** How a vendor's list is understood; nothing is guessed that a person could not see. */
export function understandList(rows: readonly Row[], ground: ListGround): UnderstoodList {
  const found = findColumns(rows);
  if (!found) return { headingLine: null, columns: {}, lines: [] };
  const { line: headingLine, columns } = found;
  const said = rows.filter(({ line }) => line > headingLine);
  const serials = new Set(ground.serials.map(fold));
  const taken = new Set(
    ground.stations.flatMap(({ id, taken: names }) => names.map((name) => `${id} ${fold(name)}`)),
  );
  const lines: ListLine[] = [];
  // Merged cells hold their text in the first row alone.
  let commune = '';
  const inList = new Set<string>();
  for (const { line, cells } of said) {
    const cell = (meaning: ColumnMeaning) => (cells[columns[meaning] ?? -1] ?? '').trim();
    const isBare = [cell('name'), cell('village'), cell('serial')].every((text) => text === '');
    if (cell('commune') !== '') commune = cell('commune');
    if (isBare) continue;
    const read = readLine(cell, { commune, ground });
    const problems = [...read.problems];
    if (read.serial !== null && serials.has(fold(read.serial))) problems.push('serial_known');
    if (read.serial !== null && inList.has(fold(read.serial))) problems.push('serial_twice');
    if (read.serial !== null) inList.add(fold(read.serial));
    const name = `${read.stationId} ${fold(read.name)}`;
    if (read.name !== '' && taken.has(name)) problems.push('name_taken');
    taken.add(name);
    lines.push({ ...read, line, problems });
  }
  return { headingLine, columns, lines };
}

type Cell = (meaning: ColumnMeaning) => string;

function readLine(
  cell: Cell,
  { commune, ground }: { commune: string; ground: ListGround },
): Omit<ListLine, 'line'> {
  const problems: ListProblem[] = [];
  const station = stationOf(commune, ground, problems);
  const village = cell('village');
  const place = village === '' ? null : station?.villages.find((one) => isSame(one.name, village));
  // Where the tree ends at the commune, a village is a word for people.
  if (village !== '' && station && station.villages.length > 0 && !place)
    problems.push('village_unknown');
  const serial = cell('serial') || null;
  const name = (cell('name') || villageName(village) || serial || '').slice(0, 200);
  if (name === '') problems.push('name_missing');
  const site = readSite(cell, problems);
  const areaId = place?.areaId ?? station?.areaId ?? null;
  return { ...site, serial, name, stationId: station?.id ?? null, areaId, problems };
}

function readSite(cell: Cell, problems: ListProblem[]): Omit<Site, 'serial'> {
  const [first, second] = splitPosition(cell('position')) ?? [cell('latitude'), cell('longitude')];
  const [latitude, longitude] = [readDegrees(first), readDegrees(second)];
  const isGiven = cell('position') + first + second !== '';
  const place = typeof latitude === 'number' && typeof longitude === 'number';
  const position = place ? placeOf(latitude, longitude) : null;
  if (isGiven && position === null) problems.push('position_wrong');
  const powerWatts = readWatts(cell('power'));
  if (powerWatts === undefined) problems.push('power_wrong');
  const sim = readSim(cell('sim'));
  if (sim === undefined) problems.push('sim_wrong');
  return {
    ...{ sim: sim ?? null, address: cell('address').slice(0, 300) || null },
    ...{ latitude: position?.latitude ?? null, longitude: position?.longitude ?? null },
    powerWatts: powerWatts ?? null,
  };
}

function stationOf(commune: string, { stations }: ListGround, problems: ListProblem[]) {
  if (commune === '') {
    const [only, ...others] = stations;
    if (only && others.length === 0) return only;
    problems.push('commune_missing');
    return null;
  }
  const found = stations.filter(({ names }) => names.some((name) => isSame(name, commune)));
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  problems.push(only ? 'commune_twice' : 'commune_unknown');
  return null;
}

const kinds =
  /^(?:dai(?: truyen thanh)?|xa|phuong|thi tran|tt|thon|xom|to dan pho|tdp|ap|ban|khu pho|kp|khu|x|p)[ .]+(?=\S)/;

/** Whether two names are one, with or without the word for what it is; "xóm 5" is also "Xóm 05". */
function isSame(a: string, b: string): boolean {
  return bareName(a) === bareName(b);
}

function bareName(text: string): string {
  let name = fold(text);
  // "Đài truyền thanh xã X" has two of them.
  while (kinds.test(name)) name = name.replace(kinds, '');
  return name
    .replace(/\b0+(?=\d)/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function villageName(village: string): string {
  return village === '' ? '' : `Cụm ${village}`;
}
