import type { BroadcastClass } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';
import { presenceMs, reportGraceMs } from '../verdict/verdict.ts';
import { addEntry, isAskedFor, noSums, type AirSums, type SummedEntry } from './air-sums.ts';
import type { Origin } from './origin.ts';

/** All by which the entries of a station's day are told apart. */
export interface AirCell {
  areaId: string;
  broadcastId: string;
  /** A recording's id, `relay` or `input`; `''` where the recording is not known any more. */
  item: string;
  class: BroadcastClass;
  origin: Origin;
}

/** One entry at one endpoint of a station's day. */
export interface SettledEntry extends AirCell, SummedEntry {
  endpointId: string;
  /** Where its station stands; `areaId` is where the endpoint does. */
  stationAreaId: string;
  dueAt: EpochMs;
  /** A person's endpoint waits for their word, however long that takes. */
  waitsForWord: boolean;
}

/** A station's day in sums, and what would make them others. */
export interface SettledDay {
  /** By the area of the station, and by those of its endpoints. */
  cells: (AirCell & AirSums)[];
  placeCells: (AirCell & AirSums)[];
  /** When time alone changes a verdict; `null`: never. */
  staleAt: EpochMs | null;
  /** Endpoints that were away, and the time from which on being seen would change a verdict. */
  unseen: { endpointId: string; sinceMs: EpochMs }[];
}

/** The name of a cell within its day. */
export function cellName(cell: AirCell): string {
  return [cell.areaId, cell.broadcastId, cell.item, cell.class, cell.origin].join(' ');
}

/** Sums up the entries of a station's day. */
export function settle(entries: readonly SettledEntry[]): SettledDay {
  const [cells, placeCells] = [openCells(), openCells()];
  const unseen = new Map<string, EpochMs>();
  let staleAt = Infinity;
  for (const entry of entries) {
    staleAt = Math.min(staleAt, staleTimeOf(entry));
    if (!isAskedFor(entry)) continue;
    const { endpointId, verdict, dueAt } = entry;
    cells.add({ ...entry, areaId: entry.stationAreaId });
    placeCells.add(entry);
    if (verdict === 'offline')
      unseen.set(endpointId, Math.min(unseen.get(endpointId) ?? Infinity, dueAt - presenceMs));
  }
  return {
    cells: cells.all(),
    placeCells: placeCells.all(),
    staleAt: staleAt === Infinity ? null : staleAt,
    unseen: [...unseen].map(([endpointId, sinceMs]) => ({ endpointId, sinceMs })),
  };
}

function openCells() {
  const cells = new Map<string, AirCell & AirSums>();
  return {
    add: (entry: AirCell & SummedEntry) => {
      const name = cellName(entry);
      const cell = cells.get(name) ?? { ...cellOf(entry), ...noSums() };
      addEntry(cell, entry);
      cells.set(name, cell);
    },
    all: () => [...cells.values()],
  };
}

function staleTimeOf({ verdict, dueAt, durationMs, waitsForWord }: SettledEntry): EpochMs {
  if (verdict === 'due') return dueAt;
  if (verdict === 'awaiting_report' && !waitsForWord) return dueAt + durationMs + reportGraceMs;
  return Infinity;
}

function cellOf({ areaId, broadcastId, item, class: class_, origin }: AirCell): AirCell {
  return { areaId, broadcastId, item, class: class_, origin };
}
