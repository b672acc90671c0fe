import { readInteger } from '../read-number.ts';
import { hasVowel, isSyllable, spell } from '../letters.ts';
import { matchAt, type Context, type Rule } from '../rule.ts';

const letters = '\\p{Lu}[\\p{L}&]{0,11}\\d{0,3}';
const code = `${letters}(?:-${letters}){0,4}(?:\\/${letters})?`;
const numbered = new RegExp(
  `(\\d{1,6})(?:\\/(\\d{4}))?(?:\\/(${code})|-(${letters})\\/(${letters}))(?![\\p{L}\\p{N}])`,
  'uy',
);
const bare = new RegExp(`${letters}(?:-${letters}){1,4}(?![\\p{L}\\p{N}])`, 'uy');

/** Numbers of documents: `49/2024/NĐ-CP`, `12-NQ/TW`, and their letters alone: `QĐ-TTg`. */
export const documentNumber: Rule = (text, at, context) => {
  const found = matchAt(numbered, text, at);
  if (found) {
    const [whole, number = '', year, slashed, kind, issuer] = found;
    const behind = slashed === undefined ? [kind ?? '', issuer ?? ''] : slashed.split('/');
    const numbers = [number, year].filter((part) => part !== undefined).map(readInteger);
    const named = behind.map((part) => sayCode(part, context)).join(' trên ');
    const between = slashed === undefined ? ' ' : ' trên ';
    return { length: whole.length, said: numbers.join(' trên ') + between + named };
  }
  const alone = matchAt(bare, text, at);
  if (!alone) return null;
  const parts = alone[0].split('-');
  if (!parts.every((part) => context.dictionary.ofDocument(part) !== null)) return null;
  return { length: alone[0].length, said: sayCode(alone[0], context) };
};

function sayCode(code: string, { dictionary }: Context): string {
  const whole = dictionary.ofDocument(code);
  if (whole !== null) return whole;
  return code
    .split('-')
    .map((part) => dictionary.ofDocument(part) ?? sayPart(part, dictionary))
    .join(' ');
}

/** `QH15`: letters, and the number of a term. */
function sayPart(part: string, dictionary: Context['dictionary']): string {
  const [, word = '', digits = ''] = /^(.*?)(\d*)$/.exec(part.replace(/&/g, '')) ?? [];
  const said = dictionary.ofDocument(word) ?? sayUnknown(word);
  return digits === '' ? said : `${said} ${readInteger(digits)}`;
}

function sayUnknown(word: string): string {
  return isSyllable(word) && hasVowel(word) ? word.toLowerCase() : spell(word);
}
