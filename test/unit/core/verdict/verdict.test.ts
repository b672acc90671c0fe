import { describe, expect, it } from 'vitest';
import type { PlannedEntry, ReportedPlay } from '../../../../core/verdict/verdict.ts';
import { verdictOf } from '../../../../core/verdict/verdict.ts';

const startsAt = 1_700_000_000_000;
const durationMs = 60_000;
const minute = 60_000;
const afterwards = startsAt + durationMs + 11 * minute;

function judge(planned: Partial<PlannedEntry>, now = afterwards) {
  const entry = { startsAt, durationMs, plays: [], acknowledged: false, seenAt: now, ...planned };
  return verdictOf(entry, now).verdict;
}

function play(given: Partial<ReportedPlay>): ReportedPlay {
  return { startedAt: startsAt, heardMs: durationMs, reason: 'completed', ...given };
}

describe('verdict', () => {
  it('calls an entry played when 98 % were heard within 2 s of its time', () => {
    expect(judge({ plays: [play({ heardMs: 58_800, startedAt: startsAt + 2000 })] })).toBe(
      'played',
    );
    expect(judge({ plays: [play({ startedAt: startsAt - 2000 })] })).toBe('played');
  });

  it('calls it late beyond 2 s, and partial below 98 % from one second on', () => {
    expect(judge({ plays: [play({ startedAt: startsAt + 2001 })] })).toBe('late');
    expect(judge({ plays: [play({ heardMs: 58_799 })] })).toBe('partial');
    expect(judge({ plays: [play({ heardMs: 1000, reason: 'stopped' })] })).toBe('partial');
  });

  it.each([
    ['preempted', 'preempted'],
    ['stopped', 'stopped'],
    ['withdrawn', 'stopped'],
    ['quiet_hours', 'skipped'],
    ['expired', 'skipped'],
    ['clock_untrusted', 'skipped'],
    ['media_missing', 'missed'],
    ['media_damaged', 'missed'],
    ['too_late', 'missed'],
    ['output_failed', 'missed'],
    ['power_loss', 'missed'],
  ])('gives the reason %s, where nothing was heard, the verdict %s', (reason, verdict) => {
    expect(judge({ plays: [play({ heardMs: 0, startedAt: null, reason })] })).toBe(verdict);
  });

  it('counts the best of several plays of one entry', () => {
    const cut = play({ heardMs: 20_000, reason: 'power_loss' });
    const again = play({ startedAt: startsAt + 30_000 });
    const result = verdictOf(
      { startsAt, durationMs, plays: [cut, again], acknowledged: false, seenAt: null },
      afterwards,
    );
    expect(result).toEqual({ verdict: 'late', play: again });
  });

  it('is due before its time, whatever else is known', () => {
    expect(judge({ acknowledged: true }, startsAt - 1)).toBe('due');
    expect(judge({ seenAt: null }, startsAt - 1)).toBe('due');
  });

  it('waits for a report until 10 minutes after the end, then calls it missed', () => {
    const end = startsAt + durationMs;
    expect(judge({}, startsAt)).toBe('awaiting_report');
    expect(judge({}, end + 10 * minute - 1)).toBe('awaiting_report');
    expect(judge({}, end + 10 * minute)).toBe('missed');
  });

  it('calls an endpoint that was not seen at air offline', () => {
    expect(judge({ seenAt: null })).toBe('offline');
    expect(judge({ seenAt: startsAt - 3 * minute - 1 }, startsAt + 1)).toBe('offline');
    expect(judge({ seenAt: startsAt - 3 * minute })).toBe('missed');
  });

  it('never calls what was only acknowledged played, and lets a report upgrade it', () => {
    expect(judge({ acknowledged: true, seenAt: null })).toBe('delivered');
    expect(judge({ acknowledged: true, plays: [play({})] })).toBe('played');
  });
});
