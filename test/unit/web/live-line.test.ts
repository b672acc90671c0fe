import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../contract/http/live.ts';
import type { LineState, Source } from '../../../web/api/live-line.ts';
import { delayAfter } from '../../../web/api/delay-after.ts';
import { createLiveLine, readEvent } from '../../../web/api/live-line.ts';

/** A line whose sources and waiting are in the test's hand. */
function hold() {
  const sources: Source[] = [];
  const states: LineState[] = [];
  const events: LiveEvent[] = [];
  const waiting: (() => void)[] = [];
  let gaps = 0;
  let closed = 0;
  const line = createLiveLine({
    open: () => {
      const source: Source = {
        onopen: null,
        onerror: null,
        onmessage: null,
        close: () => (closed += 1),
      };
      sources.push(source);
      return source;
    },
    later: (run) => {
      waiting.push(run);
      return () => waiting.splice(waiting.indexOf(run), 1);
    },
    chance: () => 1,
    onState: (state) => states.push(state),
    onEvent: (event) => events.push(event),
    onGap: () => (gaps += 1),
  });
  return {
    line,
    sources,
    states,
    events,
    waiting,
    gaps: () => gaps,
    closed: () => closed,
    last: () => sources.at(-1)!,
  };
}

describe('the line of live events', () => {
  it('opens again after a break and says that something may have been missed', () => {
    const given = hold();
    given.line.open();
    given.last().onopen?.();
    expect(given.gaps()).toBe(0);
    given.last().onerror?.();
    given.waiting[0]?.();
    expect(given.sources).toHaveLength(2);
    given.last().onopen?.();
    expect(given.gaps()).toBe(1);
    expect(given.states).toEqual(['opening', 'open', 'opening', 'open']);
  });

  it('is called lost only when a second try fails too', () => {
    const given = hold();
    given.line.open();
    given.last().onerror?.();
    expect(given.states).not.toContain('lost');
    given.waiting[0]?.();
    given.last().onerror?.();
    expect(given.states.at(-1)).toBe('lost');
  });

  it('tries at once when the device has a network again', () => {
    const given = hold();
    given.line.open();
    given.last().onerror?.();
    given.line.hurry();
    expect(given.sources).toHaveLength(2);
    expect(given.waiting).toHaveLength(0);
    given.line.hurry();
    expect(given.sources).toHaveLength(2);
  });

  it('stays closed when it was closed', () => {
    const given = hold();
    given.line.open();
    given.last().onerror?.();
    given.line.close();
    expect(given.waiting).toHaveLength(0);
    given.line.hurry();
    expect(given.sources).toHaveLength(1);
    expect(given.states.at(-1)).toBe('closed');
  });

  it('hands on what it understands and nothing else', () => {
    const given = hold();
    given.line.open();
    given
      .last()
      .onmessage?.({ data: '{"type":"recording.progress","recordingId":"r1","progress":0.4}' });
    given.last().onmessage?.({ data: '{"type":"from.the.future"}' });
    given.last().onmessage?.({ data: 'no json' });
    expect(given.events).toEqual([
      { type: 'recording.progress', recordingId: 'r1', progress: 0.4 },
    ]);
    expect(readEvent(7)).toBeNull();
  });
});

it('waits longer after each failure, up to half a minute, never all together', () => {
  expect(delayAfter(1, 1)).toBe(1000);
  expect(delayAfter(3, 1)).toBe(4000);
  expect(delayAfter(3, 0)).toBe(2000);
  expect(delayAfter(40, 1)).toBe(30_000);
});
