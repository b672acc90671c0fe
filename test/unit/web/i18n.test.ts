import { describe, expect, it } from 'vitest';
import { incidentWhat, playReasons } from '../../../contract/station/exchange.ts';
import { roles } from '../../../core/access/roles.ts';
import { rulingReasons } from '../../../core/compile/ruling-reason.ts';
import { errorCodes } from '../../../core/error-codes.ts';
import { findingCodes } from '../../../core/recording/findings.ts';
import { recordingKinds } from '../../../core/recording/kind.ts';
import { recordingStates } from '../../../core/recording/states.ts';
import { partTiers } from '../../../core/session/session.ts';
import { verdicts } from '../../../core/verdict/verdict.ts';
import { readMessages } from '../../../scripts/i18n-faults.ts';
import { en } from '../../../web/i18n/en.ts';
import { vi } from '../../../web/i18n/vi.ts';

const languages = { vi, en };

describe.each(Object.entries(languages))('the texts in %s', (_, messages) => {
  it.each([
    ['every error code', Object.keys(errorCodes), messages.problem],
    ['every verdict', verdicts, messages.verdict],
    ['every state of a recording', recordingStates, messages.recordingState],
    ['every finding', findingCodes, messages.finding.text],
    ['a hint for every finding', findingCodes, messages.finding.hint],
    ['every kind of recording', recordingKinds, messages.recordingKind],
    ['every role', roles, messages.role],
    ['every tier of a part', partTiers, messages.tier],
    ['every reason of a ruling', rulingReasons, messages.ruling],
    ['every reason of a play', playReasons.filter((it) => it !== 'completed'), messages.playReason],
    ['everything that an incident is about', incidentWhat, messages.incident.what],
  ])('cover %s', (_what, codes, texts) => {
    const known: Record<string, string> = { ...texts };
    expect(codes.filter((code) => !known[code]?.trim())).toEqual([]);
  });

  it('hold no character that the message format takes for its own', () => {
    const texts = [...readMessages(messages)];
    expect(texts.filter(([, text]) => /[@]/.test(text))).toEqual([]);
  });
});

it('has the same keys in both languages', () => {
  expect([...readMessages(en).keys()].sort()).toEqual([...readMessages(vi).keys()].sort());
});

it('has no English left over in Vietnamese', () => {
  const english = readMessages(en);
  // Placeholders, names and units alone.
  const universal = [
    ...['clerk.onDay', 'faults.line', 'faults.lineAt', 'report.files.xlsx', 'report.files.csv'],
    ...['player.pin', 'prelistening.speaker', 'soundProfile.lufs', 'campaignPlan.rest.dong'],
    'history.by',
    'changeNote.recordings',
    'template.of',
  ];
  const same = [...readMessages(vi)].filter(([key, text]) => english.get(key) === text);
  expect(same.map(([key]) => key).filter((key) => !universal.includes(key))).toEqual([]);
});
