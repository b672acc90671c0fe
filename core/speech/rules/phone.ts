import { readDigits } from '../read-number.ts';
import { isAfter, matchAt, type Rule } from '../rule.ts';

const phone = /(?:\+84|\(0\d{2,3}\)|0\d{2,3})(?:[ .-]?\d{2,4}){2,3}(?![\d/]|[.,]\d)/y;
const serviceNumber = /1[89]00(?:[ .]?\d{2,4}){1,2}(?![\d/]|,\d)/y;
const hotline = /1[89]00[ .]?\d{4}(?![\d/]|,\d)/y;
const shortNumber = /\d{3}(?![\d/%\p{L}]|[.,]\d)/uy;
const named = /[\d]{3,20}(?:[ .-]\d{2,10}){0,5}(?![\d/%]|,\d)/y;

const beforeService = new Set(['đài', 'số', 'gọi', 'thoại', 'hotline', 'hệ', 'nóng']);
const beforeShort = new Set(['gọi', 'đài', 'hotline', 'nóng', 'thoại']);
const beforeCode = new Set([
  'khoản',
  'stk',
  'cccd',
  'cmnd',
  'sđt',
  'hotline',
  'thoại',
  'imei',
  'dân',
]);

/** Numbers that are no amount: telephones, accounts, identity cards are read digit by digit. */
export const phoneNumber: Rule = (text, at, context) => {
  const found =
    matchAt(phone, text, at) ??
    matchAt(hotline, text, at) ??
    (isAfter(context, beforeService) ? matchAt(serviceNumber, text, at) : null) ??
    (isAfter(context, beforeShort) ? matchAt(shortNumber, text, at) : null) ??
    (isAfter(context, beforeCode) ? matchAt(named, text, at) : null);
  if (!found) return null;
  const plus = found[0].startsWith('+') ? 'cộng ' : '';
  return { length: found[0].length, said: plus + sayGroups(found[0]) };
};

/** Digits in groups, as typed, or else in fours and threes, with a pause between. */
export function sayGroups(digits: string): string {
  const typed = digits.match(/\d+/g) ?? [];
  const groups = typed.flatMap((group) => (group.length > 5 ? split(group) : [group]));
  return groups.map(readDigits).join(', ');
}

function split(digits: string): string[] {
  const rest = digits.slice(4).match(/\d{1,3}/g) ?? [];
  // No digit stays alone at the end.
  const last = rest.at(-1);
  if (last?.length !== 1 || rest.length < 2) return [digits.slice(0, 4), ...rest];
  return [digits.slice(0, 4), ...rest.slice(0, -2), `${rest.at(-2) ?? ''}${last}`];
}
