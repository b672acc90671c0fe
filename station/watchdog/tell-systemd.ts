import { runHook } from '../amplifier/run-hook.ts';

/** How to speak to systemd, where it started us and wants to hear of us. */
export interface SystemdWatch {
  tell: (...words: readonly string[]) => Promise<void>;
  everyMs: number;
}

const tellLimitMs = 10_000;
const usualMs = 60_000;
/** One that is lost on the way must not cost a restart. */
const tellsPerLimit = 4;

/**
 * Node has no datagram sockets of Unix, and the package that adds them has to be compiled; `systemd-notify` is a part
 * of systemd itself, and is started once a minute at most.
 */
export function systemdWatch(env: {
  NOTIFY_SOCKET?: string | undefined;
  WATCHDOG_USEC?: number | undefined;
}): SystemdWatch | null {
  if (!env.NOTIFY_SOCKET) return null;
  const limitMs = env.WATCHDOG_USEC === undefined ? Infinity : env.WATCHDOG_USEC / 1000;
  return {
    tell: (...words) => runHook(['systemd-notify', ...words], tellLimitMs),
    everyMs: Math.min(usualMs, limitMs / tellsPerLimit),
  };
}
