import { createI18n } from 'vue-i18n';
import { describe, expect, it } from 'vitest';
import { findingCodes, findingSeverities } from '../../../../core/recording/findings.ts';
import {
  bySeverity,
  findingMark,
  findingWords,
} from '../../../../web/features/player/finding-words.ts';
import { en } from '../../../../web/i18n/en.ts';
import { vi } from '../../../../web/i18n/vi.ts';

const i18n = createI18n({ legacy: false, locale: 'vi' as string, messages: { vi, en } });
const say = (locale: string) => {
  i18n.global.locale.value = locale as 'vi' | 'en';
  return (key: string, values?: Record<string, unknown>) => i18n.global.t(key, values ?? {});
};

describe.each(['vi', 'en'])('a finding in %s', (locale) => {
  it.each(findingCodes)('%s is a sentence with a hint, and nothing left to fill in', (code) => {
    const { text, hint } = findingWords({ code, value: 12.5 }, say(locale), locale);
    for (const said of [text, hint]) {
      expect(said).toMatch(/[.?]$/);
      expect(said).not.toMatch(/[{}]|finding\./);
    }
  });
});

describe('the value of a finding', () => {
  it.each([
    ['very_quiet', -38.24, 'Rất nhỏ: −38,2 LUFS.'],
    ['clipped', 0.46, 'Vỡ tiếng: 0,5 % âm thanh bị quá mức.'],
    ['inner_silence', 72_000, 'Giữa bài im lặng 1′12″.'],
    ['decode_errors', 3, 'Có 3 chỗ trong tệp không đọc được.'],
  ] as const)('%s is said in its unit', (code, value, text) => {
    expect(findingWords({ code, value }, say('vi'), 'vi').text).toBe(text);
  });
});

it('puts what matters most first', () => {
  const codes = ['has_picture', 'clipped', 'silent_audio', 'noisy'] as const;
  const sorted = bySeverity(codes.map((code) => ({ code }))).map(({ code }) => code);
  expect(sorted).toEqual(['silent_audio', 'clipped', 'noisy', 'has_picture']);
});

it('shows each severity by a shape and a word of its own', () => {
  const marks = findingCodes.map(
    (code) => [findingSeverities[code], findingMark({ code })] as const,
  );
  expect(new Set(marks.map(([, { shape }]) => shape)).size).toBe(3);
  expect(new Set(marks.map(([severity, { word }]) => `${severity} ${word}`)).size).toBe(3);
});
