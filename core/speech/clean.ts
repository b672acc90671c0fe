/**
 * The text as rules look at it: each UTF-16 unit in its place, so that positions stay, but digits of any
 * script are `0`–`9`, full-width signs usual ones, and dashes, quotes and spaces of one kind. The text is
 * in NFC.
 */
export function clean(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (sign) => {
    const plain = signs[sign] ?? plainDigit(sign) ?? sign.normalize('NFKC');
    return plain.length === sign.length && !/[\p{L}\p{M}²³º]/u.test(sign) ? plain : sign;
  });
}

const signs: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '-',
  '\u2013': '–',
  '\u2014': '–',
  '\u2015': '–',
  '\u00a0': '\u00a0',
  '\u2009': '\u00a0',
  '\u202f': '\u00a0',
  '…': '…',
  '\u2028': '\n',
  '\u2029': '\n',
};

/** Digits of one script stand in a row of ten, beginning at zero. */
function plainDigit(sign: string): string | null {
  if (!/\p{Nd}/u.test(sign)) return null;
  const code = sign.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 49) zero -= 1;
  // A pair of units becomes a digit and a sign that is dropped.
  return String((code - zero) % 10).padEnd(sign.length, '\u200b');
}
