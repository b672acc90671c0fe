import { readInteger } from '../read-number.ts';
import { parseRoman } from '../roman.ts';
import { spell } from '../letters.ts';
import { matchAt, type Rule } from '../rule.ts';

const marker = /(?:(\d{1,2}(?:\.\d{1,2}){0,3})|([IVX]{1,5})|([a-zđA-ZĐ]))[.)](?=[ \t\u00a0])/y;
const bullet = /[-–+*•◦▪●○·](?=[ \t\u00a0])/y;

/** What counts the lines of a list ("1.", "a)", "II.") is said with a pause; a bullet is not. */
export const listMarker: Rule = (text, at, { isLineStart, dictionary }) => {
  if (!isLineStart || dictionary.find(text, at)) return null;
  const dot = matchAt(bullet, text, at);
  if (dot) return { length: dot[0].length, said: '' };
  const found = matchAt(marker, text, at);
  if (!found) return null;
  const [whole, number, roman, letter] = found;
  const said = number
    ? number.split('.').map(readInteger).join(' chấm ')
    : (readRoman(roman) ?? spell(letter ?? roman ?? ''));
  return { length: whole.length, said: `${said},` };
};

function readRoman(roman: string | undefined): string | null {
  const number = parseRoman(roman ?? '');
  return number === null ? null : readInteger(number);
}
