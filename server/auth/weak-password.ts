import { fold } from '../../core/text/fold.ts';
import { AppError } from '../../runtime/error.ts';

const fewestDifferent = 5;
const guessedFirst = ['password', 'matkhau', '123456', 'qwerty', 'abcdef', 'truyenthanh', 'admin'];

/**
 * Refuses what is guessed first: the person's own login or name, one of the usual words with some
 * digits, few different characters.
 * @throws AppError `password_weak`
 */
export function requireStrongPassword(password: string, person: { login: string; name: string }) {
  const folded = fold(password).replaceAll(' ', '');
  const words = [...guessedFirst, person.login, fold(person.name).replaceAll(' ', '')];
  const rest = words
    .filter((word) => word.length >= 4)
    .reduce((text, word) => text.replaceAll(word, ''), folded)
    .replace(/[\d\W_]+/g, '');
  if (new Set(folded).size < fewestDifferent || rest.length < 2) {
    throw new AppError('password_weak', 'this password is among the first that are guessed');
  }
}
