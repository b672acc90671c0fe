import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import type { People, Tree } from '../../../cli/demo/people.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Lifetime } from '../../../runtime/lifecycle.ts';
import { startAgentProcess, type AgentProcess } from '../../support/agent-process.ts';
import type { TestLoa } from '../../support/loa.ts';
import { placeAt, type Approved, type Placed } from '../../support/on-air.ts';
import { until } from '../../support/until.ts';
import { loudnessOf } from '../../support/wav.ts';
import { startFleetProcess, type PrintedReport } from '../fleet/fleet-process.ts';
import { writeMembers } from '../fleet/write-members.ts';
import { outlivesIdle } from './idle-connection.ts';
import type { Field } from './make-field.ts';
import { openLine, type Line } from './open-line.ts';
import type { LineCounts } from './plan-line.ts';
import { proofsOf, untilProved, type Proof } from './proofs.ts';
import type { LineScript } from './scripts.ts';

/** What all lines have in common. */
export interface LinesDeps {
  loa: TestLoa;
  people: People;
  tree: Tree;
  zone: string;
  folder: string;
  seed: number;
  /** One for each placement. */
  sounds: readonly Approved[];
  echoPort: number;
  life: Lifetime;
  clock: Clock;
  say: (line: string) => void;
}

/** What came of a line. */
export interface LineStory {
  script: LineScript;
  fleetIds: string[];
  agentIds: string[];
  report: PrintedReport;
  /** What agents wrote into their logs. */
  logs: string[];
  /** By placement: the proofs of all, and how loud each agent was meanwhile. */
  aired: { proofs: Proof[]; loudness: number[] }[];
  /** Whether a bare connection, idle for longer than the carrier's patience, was still known. */
  outlivedIdle: boolean;
  counts: LineCounts;
}

const pollSeconds = 20;
const thereLimitMs = 300_000;
const provedLimitMs = 240_000;
/** So much longer than the carrier's patience. */
const beyondSeconds = 5;

/** Runs the endpoints of a field behind a line, and places sounds for them. */
export async function liveLine(
  deps: LinesDeps,
  { script, field, index }: { script: LineScript; field: Field; index: number },
): Promise<LineStory> {
  const { loa, life, clock, say, echoPort } = deps;
  const line = openLine(index, script.weather);
  life.add(() => line.close());
  const { agents, fleet } = await startEndpoints(deps, { script, field, index, line });
  await untilThere(deps, field);
  say(`${script.name}: all are there`);
  // A carrier with an endless memory has nothing to show.
  const { idleSeconds } = script.weather;
  const isPatient = idleSeconds > script.restSeconds;
  const idle = isPatient
    ? Promise.resolve(true)
    : outlivesIdle(line, { echoPort, idleSeconds: idleSeconds + beyondSeconds });
  idle.catch(() => {});
  const aired: Aired[] = [];
  for (let placement = 0; placement < script.placements; placement += 1) {
    await clock.sleep(script.restSeconds * 1000);
    aired.push(await air(deps, { script, field, placement, agents }));
  }
  const outlivedIdle = await idle;
  const counts = line.counts();
  const report = await fleet.end();
  await Promise.all(agents.map(({ command }) => command.stop()));
  return {
    ...{ script, report, outlivedIdle, counts },
    fleetIds: field.fleet.map(({ id }) => id),
    agentIds: field.agents.map(({ endpointId }) => endpointId),
    logs: agents.map(({ command }) => command.output()),
    // Nobody proves anything any more.
    aired: aired.map(({ occurrence, loudness }) => ({
      ...{ proofs: proofsOf(loa.dataFolder, occurrence), loudness },
    })),
  };
}

interface Aired {
  occurrence: string;
  loudness: number[];
}

/** Places a sound, and waits until it was played and proved by all, or for too long. */
async function air(
  deps: LinesDeps,
  given: {
    script: LineScript;
    field: Field;
    placement: number;
    agents: readonly AgentProcess[];
  },
): Promise<Aired> {
  const { loa, clock, say, sounds } = deps;
  const { script, field, placement, agents } = given;
  const placed = await place(deps, { script, field, placement });
  const { occurrence } = placed;
  const endpointIds = [
    ...field.fleet.map(({ id }) => id),
    ...field.agents.map(({ endpointId }) => endpointId),
  ];
  const asked = { occurrence, endpointIds };
  const waiting = untilProved(loa.dataFolder, asked, waitMs(placed, clock));
  await waiting.catch((error: unknown) => say(`${script.name}: ${String(error)}`));
  say(`${script.name}: placement ${placement + 1} of ${script.placements} is over`);
  const durationMs = sounds[placement]?.durationMs ?? 0;
  return { occurrence, loudness: await loudnessDuring(agents, placed, durationMs) };
}

async function startEndpoints(
  { loa, people, folder, seed, life }: LinesDeps,
  given: { script: LineScript; field: Field; index: number; line: Line },
) {
  const { script, field, index, line } = given;
  const { within } = line;
  const server = `http://${line.serverAddress}:${new URL(loa.origin).port}`;
  const [members = ''] = await writeMembers(`${folder}/${script.name}`, {
    ...{ origin: loa.origin, paired: field.fleet, each: field.fleet.length },
  });
  const fleet = startFleetProcess({
    ...{ server, folder: members, seed: seed + index, pollSeconds, within },
    args: ['--media', '--insecure-http'],
  });
  life.add(fleet.kill);
  const args = ['--insecure-http', '--poll-seconds', String(pollSeconds)];
  const env = { LOA_LOG_LEVEL: 'debug' };
  const agents: AgentProcess[] = [];
  for (const commune of field.agents) {
    const where = { commune, server, folder, args, within, env };
    const agent = await startAgentProcess(people.operator, where);
    life.add(() => agent.command.stop('SIGKILL'));
    agents.push(agent);
  }
  return { agents, fleet };
}

/** All were heard of, and the agents know the time. */
async function untilThere({ people }: LinesDeps, { stationId, agents, fleet }: Field) {
  const real = new Set(agents.map(({ endpointId }) => endpointId));
  const areThere = async () => {
    const query = { stationId, limit: 500 };
    const { items } = await people.operator.call(endpointRoutes.list, { query });
    const there = items.filter(
      ({ id, presence, clockTrusted }) => presence === 'online' && (clockTrusted || !real.has(id)),
    );
    return there.length >= agents.length + fleet.length || undefined;
  };
  await until(areThere, { limitMs: thereLimitMs, everyMs: 1000, what: 'all are there' });
}

function place(
  { people, tree, zone, sounds }: LinesDeps,
  given: { script: LineScript; field: Field; placement: number },
): Promise<Placed> {
  const { script, field, placement } = given;
  const sound = sounds[placement];
  return placeAt(people, {
    title: `Tin ${placement + 1} (${script.name})`,
    recordings: sound ? [sound] : [],
    ...{ communes: [field], ownerAreaId: tree.provinceId, zone, inSeconds: script.leadSeconds },
  });
}

function waitMs({ startsAtMs }: Placed, clock: Clock): number {
  return startsAtMs - clock.now() + provedLimitMs;
}

async function loudnessDuring(
  agents: readonly AgentProcess[],
  { startsAtMs }: Placed,
  durationMs: number,
): Promise<number[]> {
  const edgeMs = 500;
  const from = startsAtMs + edgeMs;
  const to = startsAtMs + durationMs - edgeMs;
  return Promise.all(agents.map(async ({ heard }) => loudnessOf(await heard(from, to))));
}
