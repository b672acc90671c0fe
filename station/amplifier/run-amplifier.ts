import { planPower } from '../../core/station/power-plan.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Bell } from '../bell.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Player } from '../player/player.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { PlayLog } from '../proof/play-log.ts';
import type { Timetable } from '../timetable/timetable.ts';
import type { Command } from './run-hook.ts';
import { runHook } from './run-hook.ts';

/** What switches the amplifier; `null` where nothing does. */
export interface AmplifierHooks {
  onPrepare: Command | null;
  onIdle: Command | null;
}

export interface AmplifierDeps {
  hooks: AmplifierHooks;
  /** How long the chime lasts; 0 for none. */
  chimeMs: number;
  air: AirClock;
  timetable: Timetable;
  player: Player;
  playLog: PlayLog;
  incidents: Incidents;
  bell: Bell;
  clock: Clock;
  log: Logger;
}

const hookLimitMs = 10_000;
/** The process must have ended within ten seconds. */
const lastHookLimitMs = 3000;
const retryMs = 5000;

/**
 * Switches the amplifier for ever, beside the sound and never before it. Off at first, whatever the process before
 * this one left behind; what fails is reported and tried again.
 */
export async function runAmplifier(deps: AmplifierDeps, signal: AbortSignal): Promise<never> {
  const { air, player, bell } = deps;
  let isOn: boolean | null = null;
  let silentSince: number | null = null;
  let wasPlaying = false;
  for (;;) {
    const isPlaying = player.playing() !== null;
    if (wasPlaying && !isPlaying) silentSince = air.now();
    wasPlaying = isPlaying;
    const plan = planPower({ ...inputOf(deps), isPlaying, silentSince });
    const wanted: boolean = isOn !== null && plan.isOn;
    const isSwitched = isOn === wanted || (await switchTo(deps, wanted));
    if (isSwitched) isOn = wanted;
    const waitMs = isSwitched ? plan.wakeAt - air.now() : retryMs;
    // The first turn only switches off.
    await bell.wait(wanted === plan.isOn ? waitMs : 0, signal);
  }
}

/** Leaves the amplifier off. */
export async function switchOff(deps: Pick<AmplifierDeps, 'hooks' | 'log'>): Promise<void> {
  const { onIdle } = deps.hooks;
  if (!onIdle) return;
  await runHook(onIdle, lastHookLimitMs).catch((err: unknown) => {
    deps.log.error({ err }, 'amplifier not switched off');
  });
}

async function switchTo(deps: AmplifierDeps, isOn: boolean): Promise<boolean> {
  const command = isOn ? deps.hooks.onPrepare : deps.hooks.onIdle;
  if (!command) return true;
  try {
    await runHook(command, hookLimitMs);
    deps.log.info({ isOn }, 'amplifier switched');
    return true;
  } catch (error) {
    const detail = `${isOn ? 'on' : 'off'}: ${error instanceof Error ? error.message : String(error)}`;
    await deps.incidents.report({ what: 'output', code: 'amplifier_failed', detail });
    return false;
  }
}

function inputOf({ air, timetable, player, playLog, chimeMs }: AmplifierDeps) {
  const settings = timetable.settings();
  return {
    nowMs: air.now(),
    clockTrusted: air.isTrusted(),
    powered: timetable.inForce().flatMap(({ playlist }) => playlist.powered),
    entries: timetable.entries(),
    done: playLog.done(),
    stopped: timetable.stopped(),
    quietHours: settings?.quietHours ?? null,
    zone: settings?.zone ?? 'UTC',
    cued: player.cue(),
    chimeMs,
  };
}
