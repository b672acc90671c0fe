import { runAir } from './air/run-air.ts';
import { runAmplifier } from './amplifier/run-amplifier.ts';
import { keepTime } from './clock/keep-time.ts';
import { hearNudges } from './head/hear-nudges.ts';
import { obeyStop } from './head/obey-stop.ts';
import { pollHeads } from './head/poll-heads.ts';
import type { Loop } from './keep-loops.ts';
import { chimeMs } from './player/chime.ts';
import { hearStops } from './local/stop-input.ts';
import type { AgentDeps, AgentParts } from './open-parts.ts';
import { runOutbox } from './proof/outbox.ts';
import { describeHeld, reportStatus, type StatusDeps } from './status/report-status.ts';
import { stickSource } from './stick/stick-source.ts';
import { watchStick, type WatchDeps } from './stick/watch-stick.ts';
import { fromServer } from './sync/media-source.ts';
import { Sync } from './sync/sync.ts';
import { agentVersion } from './version.ts';
import { createWatchdog } from './watchdog/watchdog.ts';

/** The output is fed some times a second; a sound card may be slow to come. */
const soundWithinMs = 60_000;

/** The agent's loops, and which of them each change concerns. */
export function loopsOf(deps: AgentDeps & AgentParts): Record<string, Loop> {
  const { bells, timetable, files, player, log, options } = deps;
  const watched = watchedLoop(deps);
  const onChange = () => {
    files.note(timetable.inForce()).catch((err: unknown) => log.error({ err }, 'days not noted'));
    sync.reorder();
    void sync.reportLimit();
    bells.ring('air', 'amplifier', 'files', 'status');
  };
  const source = stickSource(fromServer(deps.link));
  const limitBytes = options.diskLimitBytes;
  const sync = new Sync({ ...deps, limitBytes, link: source, onChange });
  onChange();

  const time = {
    newestIssuedAt: () => timetable.predecessor()?.head.issuedAt ?? 0,
    onTime: () => bells.ring('air', 'amplifier', 'objects', 'files', 'status'),
  };
  const onNews = () => {
    onChange();
    bells.ring('objects');
  };
  const poll = {
    bell: bells.poll,
    onRound: watched.onPoll,
    intervalMs: deps.options.pollSeconds * 1000,
    onNews,
    onBack() {
      sync.retryNow();
      bells.ring('objects', 'files', 'outbox', 'status', 'nudges');
    },
  };
  const status: StatusDeps = { ...deps, ...time, ...statusOf(deps) };
  const onStick = () => {
    sync.retryNow();
    bells.ring('objects', 'files');
  };
  const air = {
    bell: bells.air,
    chimeMs: chimeMsOf(options),
    onCue: () => bells.ring('amplifier'),
    onJump: () => bells.ring('status'),
  };
  return {
    ...placeLoops(deps),
    output: (signal) => player.run(signal, watched.onFed),
    ...watched.loops,
    air: (signal) => runAir({ ...deps, ...air }, signal),
    time: (signal) => keepTime({ ...deps, ...time }, signal),
    poll: (signal) => pollHeads({ ...deps, ...poll }, signal),
    nudges: (signal) => hearNudges({ ...deps, ...nudgesOf(deps) }, signal),
    objects: (signal) => sync.runObjects(bells.objects, signal),
    files: (signal) => sync.runFiles(bells.files, signal),
    outbox: (signal) => runOutbox({ ...deps, bell: bells.outbox }, signal),
    status: (signal) => reportStatus(status, signal),
    ...stickLoop({ ...deps, source, onNews, onStick, describe: () => describeHeld(status) }),
  };
}

/** What comes of what the server says by itself. */
function nudgesOf(deps: AgentDeps & AgentParts) {
  const { bells } = deps;
  const onStopped = () => bells.ring('air', 'amplifier');
  return {
    bell: bells.nudges,
    onHead: () => bells.ring('poll'),
    onStop: (order: string) => void obeyStop({ ...deps, onStopped }, order),
    onOpen: () => bells.ring('poll'),
  };
}

function chimeMsOf({ isChimed }: AgentDeps['options']): number {
  return isChimed ? chimeMs : 0;
}

/** The loop that tells systemd, where there is one, and what it is told by. */
function watchedLoop({ systemd, clock, log }: AgentDeps): {
  onFed: () => void;
  onPoll: (withinMs: number) => void;
  loops: Record<string, Loop>;
} {
  if (!systemd) return { onFed: () => {}, onPoll: () => {}, loops: {} };
  const { getsOn, run } = createWatchdog({ ...systemd, clock, log });
  return {
    onFed: () => getsOn('sound', soundWithinMs),
    onPoll: (withinMs) => getsOn('poll', withinMs),
    loops: { watchdog: run },
  };
}

/** What is told of the endpoint, and where it is noted that the server has heard it. */
function statusOf({ bells, player, contact, air, options }: AgentDeps & AgentParts) {
  return {
    bell: bells.status,
    playing: () => player.playing()?.held.entry.key ?? null,
    volumePercent: () => player.volumePercent(),
    onContact: () => {
      contact.at = air.now();
    },
    version: agentVersion(),
    dataFolder: options.data,
    isInsecureHttp: options.isInsecureHttp,
  };
}

/** Only where sticks may come. */
function stickLoop(
  deps: Omit<WatchDeps, 'folder'> & Pick<AgentDeps, 'options'>,
): Record<string, Loop> {
  const folder = deps.options.usb;
  return folder === null ? {} : { stick: (signal) => watchStick({ ...deps, folder }, signal) };
}

/** What concerns the place where it stands: a switch, a button. */
function placeLoops(deps: AgentDeps & AgentParts): Record<string, Loop> {
  const { hooks, stopInput } = deps.options;
  const stops = { onStop: () => deps.control.stop() };
  const chime = { chimeMs: chimeMsOf(deps.options) };
  const amplifier = { hooks, bell: deps.bells.amplifier, ...chime };
  return {
    ...(stopInput && {
      stops: (signal: AbortSignal) => hearStops({ ...deps, ...stops, input: stopInput }, signal),
    }),
    ...((hooks.onPrepare ?? hooks.onIdle) && {
      amplifier: (signal: AbortSignal) => runAmplifier({ ...deps, ...amplifier }, signal),
    }),
  };
}
