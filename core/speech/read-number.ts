const digitNames = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
/** Longest number that is read as one; a longer one is read digit by digit. */
const mostDigits = 18;

/** Reads a whole number written in digits, of any length: `1005` is "một nghìn không trăm linh năm". */
export function readInteger(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '');
  if (plain.length > mostDigits) return readDigits(digits);
  return plain === '0' ? 'không' : readPositive(plain, false);
}

/** Reads digits one by one: `0912` is "không chín một hai". */
export function readDigits(digits: string): string {
  return Array.from(digits, nameOf).join(' ');
}

/** Reads what stands behind a decimal comma. */
export function readFraction(digits: string): string {
  const isShort = digits.length <= 2 && !digits.startsWith('0');
  return isShort ? readInteger(digits) : readDigits(digits);
}

/** Reads a number in order: the first is "nhất", the fourth "tư". */
export function readOrdinal(digits: string): string {
  const number = Number(digits);
  if (number === 1) return 'nhất';
  return readFourthAsTu(digits);
}

/** Reads the number of a month or a quarter, where four is "tư". */
export function readFourthAsTu(digits: string): string {
  return Number(digits) === 4 ? 'tư' : readInteger(digits);
}

/** `isInside`: something was read before it, so that hundreds are named even if there are none. */
function readPositive(digits: string, isInside: boolean): string {
  if (digits.length > 9) {
    const billions = readPositive(digits.slice(0, -9), isInside);
    const rest = digits.slice(-9);
    return /[1-9]/.test(rest) ? `${billions} tỷ ${readPositive(rest, true)}` : `${billions} tỷ`;
  }
  const padded = digits.padStart(9, '0');
  const groups = [padded.slice(0, 3), padded.slice(3, 6), padded.slice(6)];
  const scales = ['triệu', 'nghìn', ''];
  const words: string[] = [];
  groups.forEach((group, index) => {
    if (group === '000') return;
    words.push(readGroup(group, isInside || words.length > 0));
    if (scales[index]) words.push(scales[index]);
  });
  return words.join(' ');
}

/** Reads three digits that are not all zero. */
function readGroup(group: string, isFull: boolean): string {
  const [hundreds = '0', tens = '0', ones = '0'] = group;
  const words = isFull || hundreds !== '0' ? [`${nameOf(hundreds)} trăm`] : [];
  if (tens === '0') {
    if (ones !== '0') words.push(words.length > 0 ? `linh ${nameOf(ones)}` : nameOf(ones));
  } else {
    words.push(tens === '1' ? 'mười' : `${nameOf(tens)} mươi`);
    if (ones !== '0') words.push(nameOfOnes(ones, tens));
  }
  return words.join(' ');
}

function nameOfOnes(ones: string, tens: string): string {
  if (ones === '5') return 'lăm';
  if (tens !== '1' && ones === '1') return 'mốt';
  if (tens !== '1' && ones === '4') return 'tư';
  return nameOf(ones);
}

function nameOf(digit: string): string {
  return digitNames[Number(digit)] ?? '';
}
