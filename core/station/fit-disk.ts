import type { LocalDate } from '../time/zoned.ts';
import type { HeldFile, NeededFile } from './held-file.ts';

/** What is on the disk, and how much may be. */
export interface Disk {
  files: ReadonlyMap<string, HeldFile>;
  limitBytes?: number | null;
  /** `null` while the clock is not trusted. */
  today: LocalDate | null;
}

export interface DiskFit {
  /** What the disk is to hold of what sounds, earliest first. */
  fitting: NeededFile[];
  /** What sounds later than there is room for. */
  heldBack: NeededFile[];
  /** What has to go so that the others find room, in order. */
  evicted: string[];
}

/**
 * What of the needed files the limit leaves room for: what sounds first is held first. What nothing sounds any more
 * goes first, the longest unused before all others, then what sounds last; nothing goes that need not.
 */
export function fitDisk(
  needed: readonly NeededFile[],
  { files, limitBytes, today }: Disk,
): DiskFit {
  if (limitBytes === undefined || limitBytes === null)
    return { fitting: [...needed], heldBack: [], evicted: [] };
  const held = [...files].reduce((sum, [, file]) => sum + (file.bytes ?? 0), 0);
  if (today === null) return withoutRemoval(needed, files, limitBytes - held);
  const fitting: NeededFile[] = [];
  const heldBack: NeededFile[] = [];
  let usedBytes = 0;
  for (const file of needed) {
    const isFitting = usedBytes + file.bytes <= limitBytes;
    (isFitting ? fitting : heldBack).push(file);
    if (isFitting) usedBytes += file.bytes;
  }
  const wanted = fitting.filter(({ sha256 }) => !files.has(sha256));
  let lackingBytes = held + wanted.reduce((sum, { bytes }) => sum + bytes, 0) - limitBytes;
  const evicted: string[] = [];
  for (const sha256 of leastUseful(files, { fitting, heldBack })) {
    if (lackingBytes <= 0) break;
    evicted.push(sha256);
    lackingBytes -= files.get(sha256)?.bytes ?? 0;
  }
  return { fitting, heldBack, evicted };
}

/** Nobody knows the time, so what is over is not known either. */
function withoutRemoval(
  needed: readonly NeededFile[],
  files: Disk['files'],
  freeBytes: number,
): DiskFit {
  const fit: DiskFit = { fitting: [], heldBack: [], evicted: [] };
  let leftBytes = freeBytes;
  for (const file of needed) {
    const isHeld = files.has(file.sha256);
    const isFitting = isHeld || file.bytes <= leftBytes;
    (isFitting ? fit.fitting : fit.heldBack).push(file);
    if (isFitting && !isHeld) leftBytes -= file.bytes;
  }
  return fit;
}

function leastUseful(
  files: Disk['files'],
  { fitting, heldBack }: Pick<DiskFit, 'fitting' | 'heldBack'>,
): string[] {
  const needed = new Set([...fitting, ...heldBack].map(({ sha256 }) => sha256));
  const over = [...files].filter(([sha256]) => !needed.has(sha256));
  const oldestFirst = over.sort(([, a], [, b]) =>
    (a.lastDate ?? '') < (b.lastDate ?? '') ? -1 : 1,
  );
  const late = heldBack.filter(({ sha256 }) => files.has(sha256)).reverse();
  return [...oldestFirst.map(([sha256]) => sha256), ...late.map(({ sha256 }) => sha256)];
}
