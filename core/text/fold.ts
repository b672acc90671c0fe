/**
 * Text for search and order: lower case, no diacritics, đ (and ð, often typed for it) as d, single
 * spaces. With its marks gone, it does not matter where the tone stood (hòa, hoà) or how the letters
 * were composed.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[đð]/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The folded words of a search; each must occur. */
export function searchWords(query: string): string[] {
  return fold(query).split(' ').filter(Boolean);
}
