// No 0, O, 1, I: it is read to each other on the telephone and typed from paper.
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const bitsOfLetter = 5;

/** Bytes in letters without look-alikes, five bits each; the last one is filled up with zeros. */
export function toLetters(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= bitsOfLetter) {
      bits -= bitsOfLetter;
      text += letters.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + letters.charAt((held << (bitsOfLetter - bits)) & 31) : text;
}

/** The bytes of such letters; spaces, hyphens and case do not matter. `null` where a letter is none of them. */
export function fromLetters(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text.toUpperCase().replace(/[\s-]/g, '')) {
    const value = letters.indexOf(letter);
    if (value < 0) return null;
    held = (held << bitsOfLetter) | value;
    bits += bitsOfLetter;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  return held === 0 ? Uint8Array.from(bytes) : null;
}

/** `ABCD EFGH …`: four letters and a breath. */
export function inFours(text: string, between = ' '): string {
  return (text.match(/.{1,4}/g) ?? []).join(between);
}
