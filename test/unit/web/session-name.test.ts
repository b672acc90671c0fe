import { expect, it } from 'vitest';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { sessionInText, sessionName } from '../../../web/features/timetable/session-name.ts';

const t = (_key: string, { name }: Record<string, unknown>) => `buổi ${String(name)}`;

it('says of a session once that it is one', () => {
  expect(sessionInText('Sáng', t)).toBe('buổi Sáng');
  expect(sessionInText('Buổi chiều', t)).toBe('buổi chiều');
});

it('calls a session what most stations call it, however one of them does', () => {
  const session = (key: string, name: string) => ({ key, name }) as SessionAnswer;
  const sessions = [session('morning', 'Sớm mai'), session('morning', 'Sáng')];
  sessions.push(session('morning', 'Sáng'), session('evening', 'Tối'));
  const word = (key: string) => `word ${key}`;
  expect(sessionName('morning', sessions, word)).toBe('Sáng');
  expect(sessionName('evening', sessions, word)).toBe('Tối');
  expect(sessionName('noon', sessions, word)).toBe('word sessionKey.noon');
  expect(sessionName('thi', sessions, word)).toBe('thi');
});
