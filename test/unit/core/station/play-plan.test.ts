import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../../../core/station/held-entry.ts';
import { slotOf } from '../../../../core/station/held-entry.ts';
import type { PlayInput } from '../../../../core/station/play-plan.ts';
import { cueLeadMs, planPlay } from '../../../../core/station/play-plan.ts';
import { quietSpanIn } from '../../../../core/session/quiet-hours.ts';
import { allWeekdays } from '../../../../core/time/zoned.ts';

const at = Date.parse('2026-03-10T05:00:00Z');
const second = 1000;
const minute = 60 * second;

function held(name: string, rest: Partial<Entry> = {}, heldSince = at - 60 * minute): HeldEntry {
  const startsAt = rest.startsAt ?? at;
  const occurrence = `${name}-2026-03-10`;
  const entry: Entry = {
    key: `${occurrence}/0`,
    occurrence,
    title: name,
    startsAt,
    latestStartAt: startsAt,
    durationMs: minute,
    source: { type: 'media', profiles: { 'mp3-48k': { sha256: name, bytes: 1, fromMs: 0 } } },
    kind: 'speech',
    volumePercent: null,
    gainDb: 0,
    notAfter: null,
    class: 'normal',
    startMode: 'hard',
    afterInterrupt: 'restart',
    ...rest,
  };
  return { entry, playlist: 'P', heldSince };
}

function plan(entries: HeldEntry[], rest: Partial<PlayInput> = {}) {
  return planPlay({
    nowMs: at,
    clockTrusted: true,
    awakeSince: at - 120 * minute,
    trustedSince: at - 120 * minute,
    entries,
    stopped: new Set(),
    playing: null,
    cut: [],
    interruptedAt: null,
    cued: null,
    done: new Set(),
    quietHours: [],
    zone: 'UTC',
    media: new Map(entries.map(({ entry }) => [entry.title, 'held'])),
    ...rest,
  });
}

const quiet = (from: string, to: string) => [
  { from, to, weekdays: allWeekdays, validFrom: null, validTo: null },
];
const soft = { startMode: 'soft' as const, latestStartAt: at + 30 * minute };

describe('play plan: on time', () => {
  it('makes an entry ready shortly before its time, for its very instant', () => {
    const entry = held('a');
    expect(plan([entry], { nowMs: at - cueLeadMs - 1 }).cue).toBeNull();
    expect(plan([entry], { nowMs: at - cueLeadMs }).cue).toMatchObject({ atMs: at, fromMs: 0 });
    expect(plan([entry], { nowMs: at }).cue).toMatchObject({ atMs: at, fromMs: 0 });
  });

  it('asks again in 30 s at most, and in time to make the next entry ready', () => {
    expect(plan([]).wakeAt).toBe(at + 30 * second);
    expect(plan([held('a', { startsAt: at + 60 * minute })]).wakeAt).toBe(at + 30 * second);
    expect(plan([held('a', { startsAt: at + 20 * second })]).wakeAt).toBe(
      at + 20 * second - cueLeadMs,
    );
  });

  it('joins what follows to the very end of what sounds', () => {
    const [first, next] = [held('a'), held('b', { startsAt: at + minute })];
    const result = plan([first, next], {
      nowMs: at + minute - 2 * second,
      playing: { held: first, endsAt: at + minute },
      done: new Set([slotOf(first.entry)]),
    });
    expect(result.playing).toEqual({ do: 'continue' });
    expect(result.cue).toMatchObject({ held: next, atMs: at + minute });
  });

  it('keeps what it promised while it can be kept', () => {
    const entry = held('a');
    const { cue } = plan([entry], { nowMs: at - second });
    expect(plan([entry], { nowMs: at + second, cued: cue }).cue).toEqual(cue);
  });

  it('waits with a pushed entry until what sounds is nearly over', () => {
    const [first, next] = [held('a'), held('b', { ...soft, startsAt: at + minute })];
    const result = plan([first, next], {
      nowMs: at + minute,
      playing: { held: first, endsAt: at + 5 * minute },
      done: new Set([slotOf(first.entry)]),
    });
    expect(result.cue).toBeNull();
    expect(result.notPlayed).toEqual([]);
  });
});

describe('play plan: late', () => {
  it('joins a hard entry at its offset when 10 s and a quarter are left', () => {
    const entry = held('a');
    const result = plan([entry], { nowMs: at + 20 * second, awakeSince: at + 19 * second });
    expect(result.cue?.fromMs).toBe((result.cue?.atMs ?? 0) - at);
    expect(result.cue?.fromMs).toBeGreaterThan(20 * second);
  });

  it.each([
    ['less than a quarter is left', 60_000, 45_001],
    ['less than 10 s are left', 20_000, 10_001],
  ])('misses a hard entry when %s', (_, durationMs, lateMs) => {
    const entry = held('a', { durationMs });
    const result = plan([entry], { nowMs: at + lateMs, awakeSince: at + lateMs });
    expect(result.cue).toBeNull();
    expect(result.notPlayed).toEqual([{ held: entry, reason: 'too_late' }]);
  });

  it('starts a soft entry from its beginning until its latest start, and not after', () => {
    const entry = held('a', soft);
    expect(plan([entry], { nowMs: at + 20 * minute }).cue).toMatchObject({ fromMs: 0 });
    const late = plan([entry], { nowMs: at + 30 * minute + 1 });
    expect(late.cue).toBeNull();
    expect(late.notPlayed).toEqual([{ held: entry, reason: 'too_late' }]);
  });

  it('does not let a late soft entry run into a following hard one', () => {
    const entry = held('a', soft);
    const next = held('b', { startsAt: at + 5 * minute });
    expect(plan([entry, next], { nowMs: at + 3 * minute }).cue).toMatchObject({ held: entry });
    const result = plan([entry, next], { nowMs: at + 4.9 * minute });
    expect(result.notPlayed).toEqual([{ held: entry, reason: 'too_late' }]);
  });

  it('counts 2 s as on time, so that a short hard entry is not missed for a hiccup', () => {
    const entry = held('a', { durationMs: 8 * second });
    expect(plan([entry], { nowMs: at + 400 }).cue).toMatchObject({ fromMs: 0 });
    expect(plan([entry], { nowMs: at + 2001 }).notPlayed).toHaveLength(1);
  });

  it('never starts an entry that was inserted in the past', () => {
    const entry = held('a', { ...soft, durationMs: 10 * minute }, at + 3 * second);
    const result = plan([entry], { nowMs: at + 4 * second });
    expect(result.cue).toBeNull();
    expect(result.notPlayed).toEqual([{ held: entry, reason: 'too_late' }]);
  });

  it('starts one that it held before its time but was asleep for', () => {
    const entry = held('a', soft, at - second);
    expect(plan([entry], { nowMs: at + minute, awakeSince: at + minute }).cue).not.toBeNull();
  });
});

describe('play plan: refusals', () => {
  it('starts nothing by an untrusted clock, and says so once time is known', () => {
    const entry = held('a');
    const blind = plan([entry], { clockTrusted: false, trustedSince: Infinity });
    expect(blind).toMatchObject({ cue: null, notPlayed: [] });
    const later = plan([entry], { nowMs: at + 5 * minute, trustedSince: at + 5 * minute });
    expect(later.notPlayed).toEqual([{ held: entry, reason: 'clock_untrusted' }]);
  });

  it('starts nothing before it knows its quiet hours', () => {
    expect(plan([held('a')], { quietHours: null })).toMatchObject({ cue: null, notPlayed: [] });
  });

  it('never sounds within quiet hours, not even their first second', () => {
    const inside = held('a');
    const across = held('b', { startsAt: at - 30 * second });
    for (const entry of [inside, across]) {
      const result = plan([entry], { quietHours: quiet('05:00', '05:30'), nowMs: at });
      expect(result.cue).toBeNull();
      expect(result.notPlayed).toEqual([{ held: entry, reason: 'quiet_hours' }]);
    }
  });

  it('says so at its time, not before', () => {
    const options = { quietHours: quiet('05:00', '05:30'), nowMs: at - second };
    expect(plan([held('a')], options)).toMatchObject({ cue: null, notPlayed: [] });
  });

  it('lets an entry end where quiet hours begin, and cuts the little that it was late', () => {
    const entry = held('a');
    const onTime = plan([entry], { quietHours: quiet('05:01', '06:00'), nowMs: at - second });
    expect(onTime.cue).toMatchObject({ atMs: at, silentFrom: at + minute });
    const late = plan([entry], { quietHours: quiet('05:01', '06:00'), nowMs: at + 300 });
    expect(late.cue?.silentFrom).toBe(at + minute);
  });

  it('never plays what has expired, nor what would expire while it sounds', () => {
    for (const notAfter of [at - 1, at + minute - 1]) {
      const result = plan([held('a', { notAfter })]);
      expect(result.cue).toBeNull();
      expect(result.notPlayed).toMatchObject([{ reason: 'expired' }]);
    }
    expect(plan([held('a', { notAfter: at + minute })]).cue).not.toBeNull();
  });

  it('waits for missing audio as long as the entry could start, then says that it is missing', () => {
    const entry = held('a', soft);
    const media = new Map();
    expect(plan([entry], { media, nowMs: at + minute })).toMatchObject({
      cue: null,
      notPlayed: [],
    });
    const late = plan([entry], { media, nowMs: at + 31 * minute });
    expect(late.notPlayed).toEqual([{ held: entry, reason: 'media_missing' }]);
  });

  it('tells damaged audio from missing audio', () => {
    const result = plan([held('a')], {
      media: new Map([['a', 'damaged']]),
      nowMs: at + 2 * minute,
    });
    expect(result.notPlayed).toMatchObject([{ reason: 'media_damaged' }]);
  });

  it('does not hold up the next entry for one whose audio is missing', () => {
    const [missing, next] = [held('a', soft), held('b', { startsAt: at + second })];
    expect(plan([missing, next], { media: new Map([['b', 'held']]) }).cue?.held).toBe(next);
  });
});

describe('play plan: stop and withdrawal', () => {
  const entry = held('a');
  const playing = { held: entry, endsAt: at + minute };
  const done = new Set([slotOf(entry.entry)]);

  it('stops what sounds, and records as stopped what was to come, at its time', () => {
    const stopped = new Set([entry.entry.occurrence]);
    expect(plan([entry], { playing, done, stopped }).playing).toEqual({
      do: 'stop',
      reason: 'stopped',
    });
    expect(plan([entry], { stopped, nowMs: at - second })).toMatchObject({
      cue: null,
      notPlayed: [],
    });
    expect(plan([entry], { stopped }).notPlayed).toEqual([{ held: entry, reason: 'stopped' }]);
  });

  it('goes on when the new playlist has the same key, media and start', () => {
    const again = { ...held('a', { title: 'a' }), playlist: 'P2' };
    expect(plan([again], { playing, done }).playing).toEqual({ do: 'continue' });
  });

  it.each([
    ['gone', []],
    ['moved', [held('a', { startsAt: at + minute })]],
    ['of other audio', [{ ...entry, entry: { ...entry.entry, source: held('b').entry.source } }]],
  ])('fades out what is %s in the new playlist', (_, entries) => {
    expect(plan(entries, { playing, done, nowMs: at + second }).playing).toEqual({
      do: 'stop',
      reason: 'withdrawn',
    });
  });

  it('does not start again what is done, but does at another time', () => {
    expect(plan([entry], { done }).cue).toBeNull();
    const moved = held('a', { startsAt: at + second });
    expect(plan([moved], { done }).cue).not.toBeNull();
  });
});

describe('play plan: whatever comes', () => {
  const anyEntry = fc.record({
    gapMs: fc.integer({ min: 0, max: 5 * minute }),
    durationMs: fc.integer({ min: 1000, max: 10 * minute }),
    startMode: fc.constantFrom('hard' as const, 'soft' as const),
    slackMs: fc.integer({ min: 0, max: 20 * minute }),
    heldForMs: fc.integer({ min: -5 * minute, max: 60 * minute }),
    isHeld: fc.boolean(),
    validMs: fc.option(fc.integer({ min: -minute, max: 20 * minute })),
  });
  const day = fc.array(anyEntry, { maxLength: 8 }).map((list) => {
    let startsAt = at;
    return list.map((given, index) => {
      startsAt += given.gapMs;
      const { durationMs, startMode, slackMs, heldForMs, isHeld, validMs } = given;
      const notAfter = validMs === null ? null : startsAt + validMs;
      const latestStartAt = startsAt + (startMode === 'soft' ? slackMs : 0);
      const rest = { startsAt, durationMs, startMode, latestStartAt, notAfter };
      startsAt += durationMs;
      return { held: held(`e${index}`, rest, rest.startsAt - heldForMs), isHeld };
    });
  });
  const rules = quiet('05:10', '05:12');

  it('cues only what is held, allowed and in its time, and always asks again soon', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -minute, max: 60 * minute }), (list, offset) => {
        const nowMs = at + offset;
        const entries = list.map((each) => each.held);
        const media = new Map(
          list.flatMap(({ held: { entry }, isHeld }) => (isHeld ? [[entry.title, 'held']] : [])),
        ) as PlayInput['media'];
        const result = plan(entries, { nowMs, media, quietHours: rules });
        expect(result.wakeAt).toBeGreaterThan(nowMs);
        expect(result.wakeAt).toBeLessThanOrEqual(nowMs + 30 * second);
        for (const { held: lost } of result.notPlayed)
          expect(lost.entry.startsAt).toBeLessThanOrEqual(nowMs);
        if (!result.cue) return;
        const { held: next, atMs, fromMs, silentFrom } = result.cue;
        const { entry } = next;
        const end = Math.min(atMs + entry.durationMs - fromMs, silentFrom);
        expect(media.get(entry.title)).toBe('held');
        expect(atMs).toBeGreaterThanOrEqual(entry.startsAt);
        expect(atMs).toBeLessThanOrEqual(nowMs + cueLeadMs);
        expect(quietSpanIn(rules, atMs, end, 'UTC')).toBeNull();
        if (entry.notAfter !== null) expect(end).toBeLessThanOrEqual(entry.notAfter);
        expect(next.heldSince).toBeLessThanOrEqual(entry.startsAt + 2000);
      }),
      { numRuns: 2000 },
    );
  });

  it('comes to an end with every entry of a day played once or explained', () => {
    fc.assert(
      fc.property(day, (list) => {
        const entries = list.map((each) => each.held);
        const media = new Map(entries.map(({ entry }) => [entry.title, 'held' as const]));
        const done = new Set<string>();
        let playing: PlayInput['playing'] = null;
        let cued: PlayInput['cued'] = null;
        const finish = at + 200 * minute;
        for (let nowMs = at - minute; nowMs < finish;) {
          if (playing && playing.endsAt <= nowMs) playing = null;
          if (!playing && cued && cued.atMs <= nowMs) {
            const { held: next, atMs, fromMs } = cued;
            expect(done.has(slotOf(next.entry))).toBe(false);
            done.add(slotOf(next.entry));
            playing = { held: next, endsAt: atMs + next.entry.durationMs - fromMs };
            cued = null;
          }
          const result = plan(entries, { nowMs, media, done, playing, cued, quietHours: rules });
          for (const { held: lost } of result.notPlayed) {
            expect(done.has(slotOf(lost.entry))).toBe(false);
            done.add(slotOf(lost.entry));
          }
          cued = result.cue;
          const events = [result.wakeAt, playing?.endsAt, cued?.atMs].filter(
            (instant) => instant !== undefined && instant > nowMs,
          ) as number[];
          nowMs = Math.min(...events);
        }
        expect(done.size).toBe(entries.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('play plan: what comes from no file', () => {
  const none = { media: new Map<string, 'held'>() };
  const relay = (url: string) =>
    held('vov', { kind: 'relay', source: { type: 'relay', url, delayMs: 0, fallback: null } });
  const first = relay('https://radio.example/1');
  const line = held('line', { kind: 'input', source: { type: 'input', input: 'line' } });

  it('is made ready as what comes from one', () => {
    for (const one of [first, line])
      expect(plan([one], { ...none, nowMs: at - second }).cue).toMatchObject({
        ...{ held: one, atMs: at, fromMs: 0 },
      });
  });

  it('keeps the quiet hours', () => {
    const quietHours = quiet('05:00', '05:30');
    for (const one of [first, line])
      expect(plan([one], { ...none, quietHours })).toMatchObject({
        ...{ cue: null, notPlayed: [{ held: one, reason: 'quiet_hours' }] },
      });
  });

  it('was too late where nobody was awake, and lacked no file', () => {
    const late = { ...none, nowMs: at + 59 * second, awakeSince: at + 55 * second };
    expect(plan([first], late).notPlayed).toEqual([{ held: first, reason: 'too_late' }]);
  });

  it('ends where another stream takes its place', () => {
    const playing = { held: first, endsAt: at + minute };
    const now = { ...none, nowMs: at + second, playing };
    expect(plan([first], now).playing).toEqual({ do: 'continue' });
    expect(plan([relay('https://radio.example/2')], now).playing).toEqual({
      ...{ do: 'stop', reason: 'withdrawn' },
    });
  });
});
