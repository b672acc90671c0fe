import { endpointRoutes } from '../../contract/http/endpoints.ts';
import { occurrenceRoutes, type AsRunRow } from '../../contract/http/occurrences.ts';
import type { Agent } from './agents.ts';
import { asRunTable, soundKey } from './as-run-table.ts';
import { checkSound, type HeardSound } from './check-sound.ts';
import type { District } from './district.ts';
import { figuresOf, type Figures } from './figures.ts';
import type { Person } from './person.ts';
import type { Library } from './recordings.ts';
import type { DemoBroadcast } from './schedule.ts';
import type { Stage } from './stage.ts';

interface Played {
  rows: readonly AsRunRow[];
  agents: readonly Agent[];
  library: Library;
  district: District;
  broadcast: DemoBroadcast;
}

/** Listens to what was played, prints the as-run table and gives the figures. */
export async function showOutcome(
  stage: Stage,
  operator: Person,
  played: Played,
): Promise<Figures> {
  const { rows, library } = played;
  const sounds = await listen(played);
  stage.terminal.plain(`\n${asRunTable(rows, sounds, stage.zone)}\n`);
  return figuresOf({
    rows,
    sounds,
    recordings: library.recordings.length,
    transcodeSeconds: library.transcodeSeconds,
    playlists: await countPlaylists(operator, played),
    pushes: await countPushes(operator, played.district.receiverId),
  });
}

/** Each entry of each agent, looked for in its sound file around the due instant. */
async function listen({ rows, agents, library }: Played): Promise<Map<string, HeardSound>> {
  const sounds = new Map<string, HeardSound>();
  for (const row of rows) {
    const agent = agents.find(({ commune }) => commune.endpointId === row.endpointId);
    const recording = library.recordings[Number(row.entryKey.split('/').at(-1))];
    if (!agent || !recording) continue;
    const { soundFile } = agent;
    const { rendition } = recording;
    sounds.set(soundKey(row), await checkSound({ soundFile, rendition, dueAt: row.dueAt }));
  }
  return sounds;
}

async function countPlaylists(operator: Person, played: Played): Promise<number> {
  const { date } = played.broadcast.session;
  const names = new Set<string>();
  for (const endpointId of new Set(played.rows.map((row) => row.endpointId))) {
    const { sha256 } = await operator.call(occurrenceRoutes.playlist, {
      query: { endpointId, date },
    });
    if (sha256 !== null) names.add(sha256);
  }
  return names.size;
}

async function countPushes(operator: Person, receiverId: string): Promise<number> {
  const { items } = await operator.call(endpointRoutes.deliveries, {
    query: { endpointId: receiverId, limit: 500 },
  });
  return items.filter(({ state }) => state === 'delivered').length;
}
