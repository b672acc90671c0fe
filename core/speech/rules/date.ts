import { readFourthAsTu, readInteger } from '../read-number.ts';
import { parseRoman } from '../roman.ts';
import { beforeHouse, isAfter, matchAt, type Context, type Reading, type Rule } from '../rule.ts';

const day = '(0?[1-9]|[12]\\d|3[01])';
const month = '(0?[1-9]|1[0-2])';
const year = '(1[5-9]\\d\\d|2\\d\\d\\d)';
const end = '(?![\\d/]|\\.\\d)';
const full = new RegExp(`${day}([/.-])${month}\\2${year}${end}`, 'y');
const iso = new RegExp(`${year}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])${end}`, 'y');
const days = new RegExp(`${day} ?[-–] ?${day}/${month}(?:/${year})?${end}`, 'y');
const short = new RegExp(`${day}([/-])${month}${end}`, 'y');
const monthOfYear = new RegExp(`${month}[/-]${year}${end}`, 'y');
const quarter = new RegExp(`[Qq](?:uý )?([1-4]|I{1,3}|IV)[/-]${year}${end}`, 'y');

const beforeDay = new Set(['ngày', 'mùng', 'mồng', 'hôm']);
const beforeDate = new Set(
  (
    'ngày mùng mồng hôm sáng trưa chiều tối đêm từ đến tới trước sau hết dịp lễ khánh động nhi ' +
    'niệm cn nhật hai ba tư năm sáu bảy nay mai qua vào'
  ).split(' '),
);

/** Dates, months and quarters of a year. Days and months alone may be a fraction as well. */
export const date: Rule = (text, at, context) =>
  readFull(text, at, context) ??
  readDays(text, at, context) ??
  readMonth(text, at, context) ??
  readShort(text, at, context);

function readFull(text: string, at: number, context: Context): Reading | null {
  const found = matchAt(full, text, at);
  if (found) {
    const [whole, d = '', , m = '', y = ''] = found;
    return isRealDay(d, m) ? reading(whole, `${say(d, m, context)} năm ${readInteger(y)}`) : null;
  }
  const [whole, y, m, d] = matchAt(iso, text, at) ?? [];
  if (!whole || !y || !m || !d || !isRealDay(d, m)) return null;
  return reading(whole, `${say(d, m, context)} năm ${readInteger(y)}`);
}

function readDays(text: string, at: number, context: Context): Reading | null {
  const found = matchAt(days, text, at);
  if (!found) return null;
  const [whole, first = '', last = '', m = '', y] = found;
  if (Number(first) >= Number(last) || !isRealDay(last, m)) return null;
  const until = `${readInteger(last)} tháng ${readFourthAsTu(m)}`;
  const ofYear = y === undefined ? '' : ` năm ${readInteger(y)}`;
  return reading(whole, `${prefix(context)}${readInteger(first)} đến ${until}${ofYear}`);
}

function readMonth(text: string, at: number, context: Context): Reading | null {
  const found = matchAt(monthOfYear, text, at);
  if (found) {
    const [whole, m = '', y = ''] = found;
    const name = context.words[0] === 'tháng' ? '' : 'tháng ';
    // After "quý" it is a quarter: quý 3/2026.
    const isQuarter = context.words[0] === 'quý';
    const said = `${isQuarter ? '' : name}${readFourthAsTu(m)} năm ${readInteger(y)}`;
    return reading(whole, said);
  }
  const [whole, q, y] = matchAt(quarter, text, at) ?? [];
  if (!whole || !q || !y) return null;
  const number = parseRoman(q) ?? q;
  return reading(whole, `quý ${readFourthAsTu(number)} năm ${readInteger(y)}`);
}

function readShort(text: string, at: number, context: Context): Reading | null {
  const found = matchAt(short, text, at);
  if (!found || isAfter(context, beforeHouse)) return null;
  const [whole, d = '', sign, m = ''] = found;
  if (!isRealDay(d, m)) return null;
  const isNamed = isAfter(context, beforeDate) || context.isNearDate;
  if (sign === '-' && !isAfter(context, beforeDay)) return null;
  if (!isNamed && (whole === '24/7' || !isLikelyDay(d, m))) return null;
  return reading(whole, say(d, m, context));
}

/** A fraction has the smaller number before the larger one, and no zero in front. */
function isLikelyDay(d: string, m: string): boolean {
  return Number(d) > Number(m) || d.startsWith('0') || m.startsWith('0');
}

function isRealDay(d: string, m: string): boolean {
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(m) - 1] ?? 0;
  return Number(d) <= longest;
}

function say(d: string, m: string, context: Context): string {
  return `${prefix(context)}${readInteger(d)} tháng ${readFourthAsTu(m)}`;
}

function prefix(context: Context): string {
  return isAfter(context, beforeDay) ? '' : 'ngày ';
}

function reading(whole: string, said: string): Reading {
  return { length: whole.length, said, isAmount: true, isDate: true };
}
