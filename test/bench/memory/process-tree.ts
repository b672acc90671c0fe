import { readdirSync, readFileSync } from 'node:fs';

/** What a process and its descendants hold and have used. */
export interface TreeUse {
  residentMb: number;
  /** Processor time since their start, in ms; that of children that have ended included. */
  cpuMs: number;
}

const ticksPerSecond = 100;
const pageBytes = 4096;

/** Reads it from /proc. */
export function useOf(pid: number): TreeUse {
  const stats = readStats();
  const own = stats.get(pid);
  const sum = { residentMb: 0, cpuMs: own?.endedChildrenMs ?? 0 };
  for (let open = [pid]; open.length > 0;) {
    const next: number[] = [];
    for (const id of open) {
      const stat = stats.get(id);
      sum.residentMb += stat?.residentMb ?? 0;
      sum.cpuMs += stat?.cpuMs ?? 0;
      for (const [child, { parent }] of stats) if (parent === id) next.push(child);
    }
    open = next;
  }
  return sum;
}

interface Stat {
  parent: number;
  residentMb: number;
  cpuMs: number;
  endedChildrenMs: number;
}

function readStats(): Map<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      // After the name, which may hold blanks; see proc(5).
      const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(
        ' ',
      );
      const field = (number: number) => Number(fields[number - 3] ?? 0);
      const inMs = (ticks: number) => (ticks / ticksPerSecond) * 1000;
      stats.set(pid, {
        parent: field(4),
        cpuMs: inMs(field(14) + field(15)),
        endedChildrenMs: inMs(field(16) + field(17)),
        residentMb: (field(24) * pageBytes) / 2 ** 20,
      });
    } catch {
      // It has ended meanwhile.
    }
  }
  return stats;
}
