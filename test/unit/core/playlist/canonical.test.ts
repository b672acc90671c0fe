import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';

test('keys are sorted, nothing is spaced, undefined is left out', () => {
  expect(canonicalJson({ b: [1, null, 'ế'], a: { z: true, y: undefined } })).toBe(
    '{"a":{"z":true},"b":[1,null,"ế"]}',
  );
});

test('the order in which fields were set does not matter, and it is JSON', () => {
  const key = fc.string().filter((name) => !/^(__proto__|\d+)$/u.test(name));
  const value = fc.dictionary(key, fc.oneof(fc.string(), fc.integer(), fc.boolean()));
  fc.assert(
    fc.property(value, (given) => {
      const turned = Object.fromEntries(Object.entries(given).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(given));
      expect(JSON.parse(canonicalJson(given))).toEqual({ ...given });
    }),
  );
});

test.each([1.5, NaN, Infinity, 2 ** 60])('%s is refused: it has no single spelling', (number) => {
  expect(() => canonicalJson({ number })).toThrow(TypeError);
});

test.each(['0', '17', '__proto__'])('the key %s is refused: engines move it', (key) => {
  const fields = JSON.parse(`{"b":1,"${key}":2}`) as object;
  expect(() => canonicalJson(fields)).toThrow(TypeError);
});

test('minus zero is zero', () => {
  expect(canonicalJson(-0)).toBe('0');
});
