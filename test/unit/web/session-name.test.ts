import { expect, it } from 'vitest';
import { sessionInText } from '../../../web/features/timetable/session-name.ts';

const t = (_key: string, { name }: Record<string, unknown>) => `buổi ${String(name)}`;

it('says of a session once that it is one', () => {
  expect(sessionInText('Sáng', t)).toBe('buổi Sáng');
  expect(sessionInText('Buổi chiều', t)).toBe('buổi chiều');
});
