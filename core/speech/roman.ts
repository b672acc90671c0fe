const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
const form = /^C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** The number that Roman digits up to 399 stand for, in usual digits; `null` when they are none. */
export function parseRoman(text: string): string | null {
  if (text === '' || !form.test(text)) return null;
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = values[text.charAt(at)] ?? 0;
    const next = values[text.charAt(at + 1)] ?? 0;
    sum += value < next ? -value : value;
  }
  return String(sum);
}
