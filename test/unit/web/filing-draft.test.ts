import { expect, it } from 'vitest';
import { filingChange, readTags, toDraft } from '../../../web/features/recordings/filing-draft.ts';
import { aRecording } from '../../support/a-recording.ts';

const zone = 'Asia/Ho_Chi_Minh';
const recording = aRecording({}, { tags: ['vay vốn'], contributor: 'An', partnerId: 'p1' });

it('asks for nothing where nothing was edited', () => {
  expect(filingChange(recording, toDraft(recording, zone), zone)).toEqual({});
});

it('asks only for what is other, and for nothing where a field was emptied', () => {
  const draft = { ...toDraft(recording, zone), title: 'Mới', contributor: ' ', partnerId: '' };
  expect(filingChange(recording, draft, zone)).toEqual({
    title: 'Mới',
    contributor: null,
    partnerId: null,
  });
});

it('counts a validity in whole days of the zone of the air', () => {
  const draft = { ...toDraft(recording, zone), last: '2026-11-30' };
  expect(filingChange(recording, draft, zone)).toEqual({
    notBefore: null,
    expiresAt: Date.parse('2026-12-01T00:00:00+07:00'),
  });
});

it('reads tags as people type them, each once', () => {
  expect(readTags(' hộ nghèo, vay vốn;vay vốn,, ')).toEqual(['hộ nghèo', 'vay vốn']);
});
