import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hearings } from '../../../core/station/hearing.ts';
import { outcomeOf } from '../../../core/verdict/outcome.ts';
import { verdicts } from '../../../core/verdict/verdict.ts';
import { earMark, outcomeMark } from '../../../web/features/as-run/outcome.ts';
import { incidentWord } from '../../../web/features/endpoints/incident-word.ts';
import { en } from '../../../web/i18n/en.ts';
import { vi } from '../../../web/i18n/vi.ts';

describe('how an entry is shown that a microphone listened to', () => {
  it('never wears green where the machine played and nothing was heard', () => {
    for (const verdict of verdicts) {
      const row = { verdict, toTheEar: 'silent' as const };
      const tones = [outcomeMark(outcomeOf(row)).tone, earMark(row)?.tone];
      expect(tones, verdict).not.toContain('good');
    }
    const mark = outcomeMark(outcomeOf({ verdict: 'played', toTheEar: 'silent' }));
    expect(mark).toMatchObject({ tone: 'warn', word: 'proof.ear.unheard' });
    expect(vi.proof.ear.unheard).toBe('Máy đã phát nhưng micro không nghe thấy');
  });

  it('says beside the verdict what was heard, and nothing where nobody listened', () => {
    const words = hearings.map((toTheEar) => earMark({ verdict: 'played', toTheEar })?.word);
    expect(words).toEqual([
      ...['proof.ear.machine.heard', 'proof.ear.machine.weak', 'proof.ear.machine.clipped'],
      ...[undefined, 'proof.ear.machine.unknown'],
    ]);
    expect(earMark({ verdict: 'played', toTheEar: null })).toBeNull();
    expect(outcomeOf({ verdict: 'played', toTheEar: null })).toBe('played');
    expect(outcomeOf({ verdict: 'missed', toTheEar: 'silent' })).toBe('missed');
  });
});

describe('words of incidents', () => {
  it('has a name in both languages for all that the agent reports by name', () => {
    const root = join(import.meta.dirname, '../../../station');
    const reported = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => [
        ...readFileSync(join(root, path), 'utf8').matchAll(
          /report\(\{\s*what: (?:'(\w+)'|\w+),\s*code: '(\w+)'/g,
        ),
      ]);
    expect(reported.length).toBeGreaterThan(8);
    for (const words of [vi.incident, en.incident])
      for (const [, what, code = ''] of reported) {
        if (what !== undefined) expect(Object.keys(words.what)).toContain(what);
        const has = (key: string) => key.slice('incident.code.'.length) in words.code;
        expect(incidentWord({ code }, has)).toBe(`incident.code.${code}`);
      }
  });
});
