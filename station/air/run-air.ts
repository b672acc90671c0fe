import type { Logger } from '../../runtime/log.ts';
import type { PlayInput } from '../../core/station/play-plan.ts';
import { planPlay } from '../../core/station/play-plan.ts';
import { isAnnounced } from '../../core/station/chime-plan.ts';
import type { Bell } from '../bell.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Player } from '../player/player.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { PlayLog } from '../proof/play-log.ts';
import type { Files } from '../sync/files.ts';
import type { Timetable } from '../timetable/timetable.ts';

export interface AirDeps {
  air: AirClock;
  timetable: Timetable;
  files: Files;
  player: Player;
  playLog: PlayLog;
  incidents: Incidents;
  /** How long the chime lasts; 0 for none. */
  chimeMs: number;
  /** Rung by whatever may change the plan. */
  bell: Bell;
  log: Logger;
  /** Something else is made ready, or nothing. */
  onCue: () => void;
  /** The machine's clock was set. */
  onJump: () => void;
}

/** Decides for ever what sounds: after each change, and 30 s after the last time at most. */
export async function runAir(deps: AirDeps, signal: AbortSignal): Promise<never> {
  const { air, bell } = deps;
  for (;;) {
    const jump = air.checkJump();
    if (jump) {
      deps.log.warn(jump, 'the clock was set');
      deps.onJump();
    }
    const wakeAt = await act(deps);
    await bell.wait(wakeAt - air.now(), signal);
  }
}

async function act(deps: AirDeps): Promise<number> {
  const { player, playLog, incidents, chimeMs, log } = deps;
  const input = inputOf(deps);
  const plan = planPlay(input);
  if (plan.playing.do === 'stop') player.fadeOut(plan.playing.reason);
  const before = player.cue();
  const silentSince = player.silentSince();
  player.setCue(
    plan.cue,
    chimeMs > 0 && isAnnounced({ ...input, cue: plan.cue, chimeMs, silentSince }),
  );
  if (player.cue() !== before) deps.onCue();
  await playLog.notPlayed(plan.notPlayed);
  await playLog.spend(plan.spent);
  for (const { held, reason } of plan.notPlayed) {
    const { key, startsAt, title } = held.entry;
    log.warn({ key, title, reason }, 'entry not played');
    const detail = `${key} at ${startsAt}`;
    if (reason === 'quiet_hours') await incidents.report({ what: 'entry', code: reason, detail });
  }
  return plan.wakeAt;
}

function inputOf({ air, timetable, files, player, playLog }: AirDeps): PlayInput {
  const settings = timetable.settings();
  return {
    nowMs: air.now(),
    clockTrusted: air.isTrusted(),
    awakeSince: air.awakeSince(),
    trustedSince: air.trustedSince(),
    entries: timetable.entries(),
    stopped: timetable.stopped(),
    playing: player.playing(),
    cut: playLog.cut(),
    interruptedAt: playLog.interruptedAt(),
    cued: player.cue(),
    done: playLog.done(),
    quietHours: settings?.quietHours ?? null,
    zone: settings?.zone ?? 'UTC',
    media: files.media(),
  };
}
