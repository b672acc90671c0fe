import { readDigits, readFraction, readInteger, readOrdinal } from '../read-number.ts';
import { beforeHouse, isAfter, matchAt, type Context, type Reading, type Rule } from '../rule.ts';
import { leadingMoney, units } from '../units.ts';
import { sayGroups } from './phone.ts';

const thousandsByDot = /(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?(?![\d.]\d|\d)/y;
const thousandsByComma = /(\d{1,3}(?:,\d{3}){2,})(?:\.(\d+))?(?!\d|,\d)/y;
const thousandsBySpace = /(\d{1,3}(?:\u00a0\d{3})+)(?:,(\d+))?(?!\d)/y;
const decimal = /(\d+)[,](\d+)(?!\d|,\d)/y;
const dotted = /\d+(?:\.\d+){1,20}(?!\d)/y;
const whole = /\d+/y;
const fraction = /(\d{1,4})\/(\d{1,5})(?![\d/])/y;
const ratio = /(\d{1,4}):(\d{1,7})(?![\d:])/y;
const sign = /(?:(-)|([+±~≈])\s?)(?=\d)/y;
const money = /(?:US\$|[$€£¥₫]) ?(?=\d)/y;
const millions = /(\d{1,3})tr(\d{1,3})(?![\p{L}\d])/uy;
const thousandK = /(\d{2,4}(?:\.\d{3})?)[kK](?![\p{L}\d])/uy;
const countWord =
  /\s(?:tỷ|tỉ|triệu|nghìn|ngàn|trăm|đồng|lần|độ|phần|tấn|tạ|lít|mét|điểm)(?![\p{L}])/uy;
const unitForm = /\s?([\p{L}°º²³%‰₫$€£¥′″℃℉][\p{L}°²³23.]{0,7})/uy;

const mostPlainDigits = 9;
const signNames: Readonly<Record<string, string>> = {
  '-': 'âm',
  '+': 'cộng',
  '±': 'cộng trừ',
  '~': 'khoảng',
  '≈': 'khoảng',
};
const beforeRank = new Set(['thứ', 'hạng']);
const beforeScore = new Set(['số', 'thắng', 'thua', 'hòa']);

/** Numbers with their signs, units and money. */
export const quantity: Rule = (text, at, context) => {
  const lead = readLead(text, at, context);
  const from = at + (lead?.length ?? 0);
  if (!/\d/.test(text.charAt(from))) return null;
  const number = readPair(text, from, context) ?? readNumber(text, from, context);
  const unit = number.isUnitSaid ? null : readUnit(text, from + number.length);
  const length = (lead?.length ?? 0) + number.length + (unit?.length ?? 0);
  const said = [lead?.before, number.said, unit?.said, lead?.after].filter(Boolean).join(' ');
  return { length, said, isAmount: true };
};

interface Lead {
  length: number;
  before: string;
  after: string;
}

function readLead(text: string, at: number, context: Context): Lead | null {
  const amount = matchAt(money, text, at);
  if (amount) {
    const after = leadingMoney[amount[0].trim()] ?? '';
    return { length: amount[0].length, before: '', after };
  }
  const found = matchAt(sign, text, at);
  if (!found || isJoined(text, at)) return null;
  const [shown] = found;
  const mark = shown.trim();
  // At the beginning of a line a dash counts the lines, unless it is very cold.
  const isBullet =
    mark === '-' && context.isLineStart && !/-\d+(?:,\d+)? ?[°º]/.test(text.slice(at, at + 12));
  return { length: shown.length, before: isBullet ? '' : (signNames[mark] ?? ''), after: '' };
}

/** A sign is one of a number only where nothing is glued to its front. */
function isJoined(text: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N})%°'’"”′″]/u.test(text.charAt(at - 1));
}

interface NumberReading extends Reading {
  isUnitSaid?: boolean;
}

/** Two numbers that belong together: fractions, scores, house numbers. */
function readPair(text: string, at: number, context: Context): NumberReading | null {
  const found = matchAt(fraction, text, at);
  if (found) {
    const [shown, top = '', bottom = ''] = found;
    const isPart = Number(top) < Number(bottom) && Number(bottom) <= 10 && Number(top) > 0;
    const word = isPart && !isAfter(context, beforeHouse) ? 'phần' : 'trên';
    return { length: shown.length, said: `${readInteger(top)} ${word} ${readInteger(bottom)}` };
  }
  const [shown, left, right] = matchAt(ratio, text, at) ?? [];
  if (!shown || !left || !right) return null;
  const isScore = isAfter(context, beforeScore);
  const between = isScore ? ', ' : ' trên ';
  return { length: shown.length, said: `${readInteger(left)}${between}${readInteger(right)}` };
}

function readNumber(text: string, at: number, context: Context): NumberReading {
  return (
    readMoneyWord(text, at) ??
    readLong(text, at) ??
    readDotted(text, at) ??
    readWhole(text, at, context)
  );
}

/** `1tr200` and `50k`, as people write prices. */
function readMoneyWord(text: string, at: number): NumberReading | null {
  const found = matchAt(millions, text, at);
  if (found) {
    const [shown, head = '', tail = ''] = found;
    const said = `${readInteger(head)} triệu ${readInteger(tail)}`;
    return { length: shown.length, said, isUnitSaid: true };
  }
  const [shown, amount] = matchAt(thousandK, text, at) ?? [];
  if (!shown || !amount) return null;
  const said = `${readInteger(amount.replace('.', ''))} nghìn`;
  return { length: shown.length, said, isUnitSaid: true };
}

function readLong(text: string, at: number): NumberReading | null {
  const found =
    matchAt(thousandsByDot, text, at) ??
    matchAt(thousandsByComma, text, at) ??
    matchAt(thousandsBySpace, text, at) ??
    matchAt(decimal, text, at);
  if (!found) return null;
  const [shown, head = '', tail] = found;
  const digits = head.replace(/\D/g, '');
  const behind = tail === undefined ? '' : ` phẩy ${readFraction(tail)}`;
  return { length: shown.length, said: readInteger(digits) + behind };
}

function readDotted(text: string, at: number): NumberReading | null {
  const found = matchAt(dotted, text, at);
  if (!found) return null;
  const [shown] = found;
  const parts = shown.split('.');
  // Before a unit it can only be a decimal point.
  const isDecimal = parts.length === 2 && isCounting(text, at + shown.length);
  const [head = '', tail = ''] = parts;
  const said = isDecimal
    ? `${readInteger(head)} phẩy ${readFraction(tail)}`
    : parts.map(readInteger).join(' chấm ');
  return { length: shown.length, said };
}

function readWhole(text: string, at: number, context: Context): NumberReading {
  const digits = matchAt(whole, text, at)?.[0] ?? '';
  const { length } = digits;
  if (isAfter(context, beforeRank) && length <= 3) return { length, said: readOrdinal(digits) };
  const isPadded = digits.startsWith('0') && length > 2;
  if (isPadded) return { length, said: readDigits(digits) };
  const isCode = length > mostPlainDigits && !isCounting(text, at + length);
  return { length, said: isCode ? sayGroups(digits) : readInteger(digits) };
}

/** Whether a unit or a word that numbers are counted in follows. */
function isCounting(text: string, at: number): boolean {
  return readUnit(text, at) !== null || matchAt(countWord, text, at) !== null;
}

/** A unit right behind a number, or after one space, and what it is counted by: `km/h`, `đ/kg`. */
function readUnit(text: string, at: number): Reading | null {
  const first = findUnit(text, at);
  if (!first) return null;
  const slash = at + first.length;
  const per = text.charAt(slash) === '/' ? findUnit(text, slash + 1) : null;
  if (!per || /\s/.test(text.charAt(slash + 1))) return first;
  const between = first.said.endsWith('đồng') ? 'một' : 'trên';
  return { length: first.length + 1 + per.length, said: `${first.said} ${between} ${per.said}` };
}

function findUnit(text: string, at: number): Reading | null {
  const found = matchAt(unitForm, text, at);
  if (!found) return null;
  const [shown, name = ''] = found;
  const space = shown.length - name.length;
  for (let size = name.length; size > 0; size -= 1) {
    const said = units[name.slice(0, size)];
    const isWhole = !/^[\p{L}\p{M}\d]/u.test(text.slice(at + space + size, at + space + size + 2));
    if (said !== undefined && isWhole) return { length: space + size, said };
  }
  return null;
}
