import { describe, expect, it } from 'vitest';
import css from '../../../web/style.css?raw';

const colours = ['ink', 'muted', 'accent', 'good', 'warn', 'bad'];
const grounds = ['ground', 'surface', 'sunken'];
const pairs = [
  ...colours.flatMap((text) => grounds.map((ground) => [text, ground])),
  ...['accent', 'good', 'warn', 'bad'].map((name) => [name, `${name}-soft`]),
  ...['accent', 'good', 'warn', 'bad'].map((name) => ['ink', `${name}-soft`]),
  ['on-fill', 'fill'],
] as [string, string][];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('in the %s theme', (_, theme) => {
  it.each(pairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(tokenOf(text, theme), tokenOf(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('the edge of a field can be seen on %s', (ground) => {
    expect(contrast(tokenOf('edge', theme), tokenOf(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

function tokenOf(name: string, theme: 0 | 1): string {
  const match = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  return match?.[theme + 1] ?? '';
}

/** WCAG 2: (L1 + 0.05) / (L2 + 0.05). */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
