import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestText, normalise, saidOf } from '../../../../core/speech/normalise.ts';

const words = (
  'UBND HĐND TP. TX. v.v. thôn Nghĩa Hải Hậu I IV XXI ABC TTg COVID-19 GD&ĐT 17h30 05:00 24/11 ' +
  '24/11/2026 1/2 Q3/2026 49/2024/NĐ-CP 12-NQ/TW 1.250.000đ 2,5 50 tr $5 km/h m2 m³ °C % -5 +3 ' +
  '5-7 0912345678 1900 www.loa.vn a@b.vn & + / № – - … ... . ? ! , ; : ( ) " “ ” * • 👍🏽 ½ ① Ⅳ ² x'
).split(' ');
const spaces = fc.constantFrom(' ', ' ', ' ', '', '\n', '\u00a0', '\t');
const sentence = fc
  .array(fc.tuple(fc.constantFrom(...words), spaces), { maxLength: 30 })
  .map((parts) => parts.flat().join(''));
const anything = fc.oneof(
  { weight: 4, arbitrary: sentence },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom(...Array.from('0123456789.,/-:h %đ+ ')),
      maxLength: 40,
    }),
  },
);

describe('normalise, whatever it is given', () => {
  it('says the same of its own words', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const said = saidOf(normalise(text));
        expect(saidOf(normalise(said))).toBe(said);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves no digit and no sign that a voice could stumble over', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(saidOf(normalise(text))).toMatch(/^[\p{L}\p{M} \n'’,;:.?!-]*$/u);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps every word in its place', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const text = given.normalize('NFC');
        let end = 0;
        for (const { start, text: shown, parts, said } of normalise(given)) {
          expect(start).toBeGreaterThanOrEqual(end);
          expect(text.slice(start, start + shown.length)).toBe(shown);
          expect(parts.map((part) => part.text).join('')).toBe(shown);
          expect(said).toMatch(/\p{L}.*[.?!]$/u);
          end = start + shown.length;
        }
        expect(normalise(given)).toEqual(normalise(given));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    '9',
    '1.',
    'a.',
    'a@',
    '1/',
    'A-',
    '- ',
    '.',
    'a',
    'Ab',
    '(',
    '+84 ',
    '12:',
    'v.v',
    '\n1. ',
  ])('gets through the longest text of "%s"', (unit) => {
    const text = unit.repeat(Math.floor(longestText / unit.length));
    expect(saidOf(normalise(text))).not.toMatch(/\d/);
  });

  it('looks once through a run of marks that ends no sentence', () => {
    const text = `Xin${'.?!…'.repeat((longestText - 8) / 4)}a chào`;
    expect(saidOf(normalise(text))).toMatch(/chào\.$/);
  });
});
