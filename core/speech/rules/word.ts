import { hasVowel, isSyllable, spell } from '../letters.ts';
import { readInteger, readOrdinal } from '../read-number.ts';
import { parseRoman } from '../roman.ts';
import { isAfter, matchAt, type Context, type Reading, type Rule } from '../rule.ts';
import { looseUnits, units } from '../units.ts';

const word = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/uy;
const looseUnit = /[\p{L}°º]{1,4}[²³23]?(?![\p{L}\p{M}\p{N}])/uy;
const beforeRoman = new Set(
  (
    'khóa khoá kỳ kì kỷ kỉ thứ chương phần mục quý hội cấp hạng loại vùng vực điều tập quyển nhóm ' +
    'đoạn độ bậc lần tiểu bảng đợt vòng'
  ).split(' '),
);
const beforeOrdinal = new Set(['thứ', 'hạng']);
const weekday = /T([2-7])(?![\p{L}\p{N}])/uy;
const beforeWeekday = new Set('ngày sáng trưa chiều tối đêm từ đến các hàng vào và thứ'.split(' '));
const mostSpelled = 6;

/** Whatever the dictionary knows: abbreviations, names, words of another language. */
export const known: Rule = (text, at, { dictionary, isHeading }) => {
  const entry = dictionary.find(text, at);
  if (!entry) return null;
  // In a heading everything is in capitals, also what is a word.
  if (isHeading && isSyllable(entry.written)) return null;
  return { length: entry.written.length, said: entry.said };
};

/** `T2` is Monday, where it stands among days. */
export const shortWeekday: Rule = (text, at, context) => {
  const [shown, day] = matchAt(weekday, text, at) ?? [];
  if (!shown || !day) return null;
  const isNextDay = /^t[2-7]$/.test(context.words[1] ?? '');
  if (!isAfter(context, beforeWeekday) && !isNextDay) return null;
  return { length: shown.length, said: `thứ ${readOrdinal(day)}`, isAmount: true };
};

/** Roman numbers, words in capital letters, letters that stand alone; other words stay. */
export const plainWord: Rule = (text, at, context) => {
  const found = matchAt(word, text, at);
  if (!found) return null;
  const unit = matchAt(looseUnit, text, at)?.[0] ?? '';
  if (looseUnits.has(unit)) return { length: unit.length, said: units[unit] ?? unit };
  const [shown] = found;
  const isTimes = shown === 'x' && context.last?.isAmount && /^x\s?\d/.test(text.slice(at, at + 3));
  if (isTimes) return { length: 1, said: 'nhân' };
  return readRoman(shown, context) ?? { length: shown.length, said: sayWord(shown) };
};

function readRoman(shown: string, context: Context): Reading | null {
  const number = parseRoman(shown);
  if (number === null) return null;
  const isNamed = isAfter(context, beforeRoman);
  const isPlain = shown.length > 1 && /^[IVX]+$/.test(shown) && !context.isHeading;
  if (!isNamed && !isPlain) return null;
  const said = isAfter(context, beforeOrdinal) ? readOrdinal(number) : readInteger(number);
  return { length: shown.length, said, isAmount: true };
}

function sayWord(shown: string): string {
  const letters = shown.replace(/['’]/g, '');
  const isCapital = letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  if (letters.length === 1) return /[\p{Lu}]/u.test(letters) ? sayLetter(letters) : shown;
  if (!isCapital) {
    const isCode = /\p{Lu}/u.test(letters) && !hasVowel(letters) && letters.length <= mostSpelled;
    return isCode ? spell(letters) : shown;
  }
  if (isSyllable(letters) || (letters.length > mostSpelled - 1 && hasVowel(letters))) {
    return shown.toLowerCase();
  }
  return spell(letters);
}

/** A vowel is said as it is written. */
function sayLetter(letter: string): string {
  return hasVowel(letter) ? letter : spell(letter);
}
