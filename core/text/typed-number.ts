/** Why something that was typed is no number that can be saved. */
export type TypedFault = 'not_number' | 'not_whole' | 'ambiguous';

export type Typed = { value: number; fault: null } | { value: null; fault: TypedFault };

const unitExponents: Record<string, number> = {
  ...{ nghìn: 3, ngàn: 3 },
  ...{ triệu: 6, tr: 6 },
  ...{ tỷ: 9, tỉ: 9 },
};
const mostDigits = 15;

/**
 * A whole number as Vietnamese people type it: dots or spaces before groups of three, and a comma before a fraction,
 * which a whole number has none of. What may be read in two ways (`1,250`; `12.5`) is asked about. Nothing is 0.
 */
export function typedCount(text: string): Typed {
  return wholeOf(text.trim(), 0);
}

/** Whole đồng, which may be given as a fraction of a larger unit: `1.250.000`, `12,5 triệu`, `1,2 tỷ đồng`. */
export function typedFund(text: string): Typed {
  const bare = text
    .normalize()
    .trim()
    .replace(/\s*(đồng|đ)$/iu, '');
  const [, amount, unit] = /^(.*?)\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ)$/iu.exec(bare) ?? [];
  if (amount === undefined || unit === undefined) return wholeOf(bare, 0);
  return amount === '' ? no('not_number') : wholeOf(amount, unitExponents[unit.toLowerCase()] ?? 0);
}

function wholeOf(text: string, exponent: number): Typed {
  if (text === '') return { value: 0, fault: null };
  if (/^[1-9]\d{0,2},\d{3}$|^\d+\.\d+$/.test(text) && !/^[1-9]\d{0,2}\.\d{3}$/.test(text))
    return no('ambiguous');
  // Groups with one sign alone, before a comma that is no group's.
  const [, grouped, fraction = ''] =
    /^(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ \u00a0]\d{3})+)(?:,(\d+))?$/.exec(text) ??
    /^(\d{1,3}(?:,\d{3}){2,})$/.exec(text) ??
    [];
  if (grouped === undefined) return no('not_number');
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > exponent) return no('not_whole');
  const digits = grouped.replace(/\D/g, '') + kept.padEnd(exponent, '0');
  const value = digits.replace(/^0+(?=\d)/, '');
  return value.length > mostDigits ? no('not_number') : { value: Number(value), fault: null };
}

function no(fault: TypedFault): Typed {
  return { value: null, fault };
}
