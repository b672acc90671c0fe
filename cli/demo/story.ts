import { startAgents } from './agents.ts';
import { buildDistrict } from './district.ts';
import type { Figures } from './figures.ts';
import { untilHeld, untilReported } from './follow.ts';
import { setHouseRules } from './house-rules.ts';
import type { DemoOptions } from './options.ts';
import { showOutcome } from './outcome.ts';
import { becomeAdministrator, invitePeople, plantTree, type People } from './people.ts';
import { startReceiver } from './receiver.ts';
import { fillLibrary, prepareSources } from './recordings.ts';
import { scheduleDaily, scheduleNow } from './schedule.ts';
import type { Stage } from './stage.ts';
import { startDemoLoa } from './start-demo-loa.ts';

export interface Told {
  figures: Figures;
  /** Of the console. */
  url: string;
  people: People;
}

/** How long the demo itself wants to be free of quiet hours, at least. */
const freeMinutes = 15;
const minuteMs = 60_000;

/** The whole demo, step by step, all of it through the HTTP API. */
export async function tellStory(stage: Stage, options: DemoOptions): Promise<Told> {
  const { terminal, clock, undo, zone } = stage;

  terminal.step('1. Starting Loa: server, worker and Redis');
  const loa = await startDemoLoa(stage, options.port);
  const { origin, url } = loa;
  terminal.note(`console: ${url}`);

  terminal.step('2. Building the demo district');
  const administrator = await becomeAdministrator(loa);
  const tree = await plantTree(administrator.person);
  terminal.note(`${tree.today.size} units of Ninh Bình 2025, ${tree.past} of Nam Định 2017`);
  const people = await invitePeople(origin, administrator, tree.provinceId);
  showLogins(stage, people);
  const receiver = await startReceiver(origin, clock);
  undo.add(() => receiver.close());
  const district = await buildDistrict(people.administrator, {
    tree,
    zone,
    receiverUrl: receiver.url,
  });
  terminal.note(`stations: ${district.communes.map(({ name }) => name).join(', ')}`);

  terminal.step('3. Speaking, uploading, transcoding and approving the announcements');
  const sources = await prepareSources(stage, options.audio, district.programmes);
  const library = await fillLibrary(stage, sources, { people, tree, origin });
  const { recordings } = library;

  terminal.step('4. Pairing the agents');
  const { communes } = district;
  const agents = await startAgents(stage, people.operator, { origin, communes });
  terminal.note(`${agents.length} agents are online, and one receiver takes pushes`);

  terminal.step('5. Planning');
  const lengthMs = recordings.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const { provinceId } = tree;
  const quietFree = Math.max(freeMinutes, Math.ceil(lengthMs / minuteMs) + 5);
  await setHouseRules(stage, people, { district, provinceId, freeMinutes: quietFree });
  await scheduleDaily(stage, people.operator, { district, provinceId, recordings });
  const broadcast = await scheduleNow(stage, people.operator, { district, provinceId, recordings });

  terminal.step('6. On air');
  await untilHeld(stage, people.operator, { agents, broadcast });
  const rows = await untilReported(stage, people.operator, broadcast);

  terminal.step('7. What was played, and what the sound files say');
  const played = { rows, agents, library, district, broadcast };
  const figures = await showOutcome(stage, people.operator, played);
  return { figures, url, people };
}

function showLogins({ terminal }: Stage, people: People): void {
  terminal.note('people and their passwords, shown once:');
  const width = Math.max(...people.logins.map(({ login }) => login.length));
  for (const { role, login, password } of people.logins) {
    terminal.note(`  ${login.padEnd(width)}  ${password}  ${role}`);
  }
}
