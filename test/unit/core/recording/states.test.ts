import { expect, test } from 'vitest';
import { approvalBytes } from '../../../../core/recording/approval.ts';
import { nextState, recordingEvents, recordingStates } from '../../../../core/recording/states.ts';

test('only what a worker has finished can be approved', () => {
  expect(nextState('ready', 'approve')).toBe('approved');
  for (const state of ['stored', 'checking', 'failed', 'withdrawn', 'superseded'] as const)
    expect(nextState(state, 'approve')).toBeNull();
});

test('a failed recording can be tried again, and no state is a dead end before the air', () => {
  expect(nextState('failed', 'retry')).toBe('stored');
  const final = recordingStates.filter((state) =>
    Object.values(recordingEvents).every(
      ({ from }) => !(from as readonly string[]).includes(state),
    ),
  );
  expect(final).toEqual(['withdrawn', 'superseded']);
});

test('an approval is bound to source, trims, text and validity', () => {
  const content = {
    source: 's',
    trimStartMs: 0,
    trimEndMs: null,
    spokenText: null,
    notBefore: null,
    expiresAt: null,
  };
  const changes = [
    { source: 't' },
    { trimStartMs: 1 },
    { trimEndMs: 5 },
    { spokenText: 'x' },
    { notBefore: 1 },
    { expiresAt: 1 },
  ];
  const all = [content, ...changes.map((change) => ({ ...content, ...change }))].map(approvalBytes);
  expect(new Set(all).size).toBe(all.length);
});
