import { isLiveEvent, type LiveEvent } from '../../contract/http/live.ts';
import { delayAfter } from './delay-after.ts';

/** How the line to the server is: `lost` only after it was tried in vain for a while. */
export type LineState = 'closed' | 'opening' | 'open' | 'lost';

/** What a line needs of an EventSource. */
export interface Source {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  close(): void;
}

interface Options {
  open: () => Source;
  /** Runs something later; the answer calls it off. */
  later: (run: () => void, delayMs: number) => () => void;
  /** 0 to 1, for the jitter. */
  chance: () => number;
  onState: (state: LineState) => void;
  onEvent: (event: LiveEvent) => void;
  /** The line is open again after a break: whatever happened meanwhile was not told. */
  onGap: () => void;
}

/** A short break is nobody's business. */
const failuresUntilLost = 2;

/**
 * A line of Server-Sent Events that opens itself again, with back-off and jitter: after a power cut the
 * whole district comes back at once.
 */
export function createLiveLine(options: Options) {
  let source: Source | null = null;
  let callOff: (() => void) | null = null;
  let failures = 0;
  let wasOpen = false;

  function open(): void {
    if (source !== null) return;
    callOff?.();
    callOff = null;
    if (failures < failuresUntilLost) options.onState('opening');
    source = options.open();
    source.onopen = onOpen;
    source.onerror = onError;
    source.onmessage = ({ data }) => {
      const event = readEvent(data);
      if (event !== null) options.onEvent(event);
    };
  }

  function onOpen(): void {
    const isGap = wasOpen;
    failures = 0;
    wasOpen = true;
    options.onState('open');
    if (isGap) options.onGap();
  }

  function onError(): void {
    hangUp();
    failures += 1;
    if (failures >= failuresUntilLost) options.onState('lost');
    callOff = options.later(open, delayAfter(failures, options.chance()));
  }

  function hangUp(): void {
    source?.close();
    source = null;
  }

  /** Tries at once, e.g. because the device has a network again. */
  function hurry(): void {
    if (callOff !== null) open();
  }

  function close(): void {
    callOff?.();
    callOff = null;
    hangUp();
    failures = 0;
    options.onState('closed');
  }

  return { open, close, hurry };
}

/** An event of the server; `null` for one that this console does not know yet. */
export function readEvent(data: unknown): LiveEvent | null {
  if (typeof data !== 'string') return null;
  try {
    const event = JSON.parse(data) as { type?: unknown } | null;
    return isLiveEvent(event) ? event : null;
  } catch {
    return null;
  }
}
