import { describe, expect, it } from 'vitest';
import { requireStrongPassword } from '../../../server/auth/weak-password.ts';

const person = { login: 'lan.tran', name: 'Trần Thị Lan' };
const check = (password: string) => () => requireStrongPassword(password, person);

describe('a password', () => {
  it.each(['Matkhau@2026', 'lan.tran2026', 'tranthilan1990', '1111111111', 'Trần Thị Lan 1'])(
    'is refused: %s',
    (password) => {
      expect(check(password)).toThrow('password_weak');
    },
  );

  it.each(['con mèo ăn cá', 'Tr0ng-cay-mai', 'a1!a1!xyzw'])('is taken: %s', (password) => {
    expect(check(password)).not.toThrow();
  });
});
