const unitBytes = [
  [1_000_000_000, 'GB'],
  [1_000_000, 'MB'],
  [1000, 'kB'],
] as const;

/** `5,4 MB` in Vietnamese, `5.4 MB` in English. */
export function sizeText(bytes: number, locale: string): string {
  for (const [size, unit] of unitBytes)
    if (bytes >= size) return `${decimal(bytes / size, locale, bytes / size < 10 ? 1 : 0)} ${unit}`;
  return `${bytes} B`;
}

/** A number kept in hundredths, e.g. loudness: `−16,0`. */
export function centiText(centi: number, locale: string): string {
  return decimal(centi / 100, locale, 1).replace('-', '−');
}

function decimal(value: number, locale: string, digits: number): string {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}
