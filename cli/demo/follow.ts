import { endpointRoutes } from '../../contract/http/endpoints.ts';
import { occurrenceRoutes, type AsRunRow } from '../../contract/http/occurrences.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Agent } from './agents.ts';
import { DemoProblem } from './demo-problem.ts';
import type { Person } from './person.ts';
import type { DemoBroadcast } from './schedule.ts';
import type { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const reportLimitMs = 60_000;
const unsettled: readonly AsRunRow['verdict'][] = ['due', 'awaiting_report'];

/** Waits until each agent says that it holds the playlist with all its audio. */
export async function untilHeld(
  { clock, signal, zone, terminal }: Stage,
  operator: Person,
  { agents, broadcast }: { agents: readonly Agent[]; broadcast: DemoBroadcast },
): Promise<void> {
  // Endpoints are asked about today; near midnight the broadcast is tomorrow's.
  if (localDateOf(clock.now(), zone) !== broadcast.session.date) return;
  let missing: string[] = [];
  await waitFor(
    async () => {
      const { items } = await operator.call(endpointRoutes.list, { query: { limit: 100 } });
      const ready = new Set(
        items.filter(({ today }) => today.holds === 'yes' && today.entries > 0).map(({ id }) => id),
      );
      missing = agents
        .filter(({ commune }) => !ready.has(commune.endpointId))
        .map(({ commune }) => commune.endpointName);
      return missing.length === 0 ? true : undefined;
    },
    {
      clock,
      signal,
      limitMs: Math.max(0, broadcast.startsAtMs - clock.now()),
      otherwise: () => `These did not hold the playlist in time: ${missing.join(', ')}.`,
    },
  );
  terminal.note(`${agents.length} of ${agents.length} agents hold the playlist and its audio`);
}

/** Waits for the air and what the endpoints say of it; gives what was due and what was played. */
export async function untilReported(
  { clock, signal, terminal }: Stage,
  operator: Person,
  broadcast: DemoBroadcast,
): Promise<AsRunRow[]> {
  const waitMs = broadcast.startsAtMs - clock.now();
  terminal.note(`on air in ${Math.max(0, Math.ceil(waitMs / 1000))} s`);
  await clock.sleep(waitMs, signal);
  const lengthMs = broadcast.endsAtMs - clock.now();
  terminal.note(`on air for ${Math.ceil(lengthMs / 1000)} s`);
  await clock.sleep(lengthMs, signal);
  let rows = await readRows(operator, broadcast);
  const limit = clock.monotonic() + reportLimitMs;
  // Whoever has not reported by then stands so in the table.
  while (rows.some((row) => unsettled.includes(row.verdict)) && clock.monotonic() < limit) {
    await clock.sleep(1000, signal);
    rows = await readRows(operator, broadcast);
  }
  if (rows.length === 0) throw new DemoProblem('Nothing was due anywhere.');
  return rows;
}

async function readRows(operator: Person, { id, session }: DemoBroadcast): Promise<AsRunRow[]> {
  const { items } = await operator.call(occurrenceRoutes.asRun, {
    query: { from: session.date, to: session.date, broadcastId: id },
  });
  return items;
}
