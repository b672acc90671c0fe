import { describe, expect, it } from 'vitest';
import { fold, searchWords } from '../../../../core/text/fold.ts';

describe('folding', () => {
  it('drops every mark and đ', () => {
    expect(fold('Đài truyền thanh xã Nghĩa Hưng')).toBe('dai truyen thanh xa nghia hung');
    expect(fold('ẾỞỮĐ')).toBe('eoud');
    // U+00D0, as some keyboards type it.
    expect(fold('Ðồng')).toBe('dong');
  });

  it('does not mind where the tone stands, how letters are composed, or spaces', () => {
    expect(fold('hòa')).toBe(fold('hoà'));
    expect(fold('Hải  Hậu '.normalize('NFD'))).toBe(fold('Hải Hậu'.normalize('NFC')));
  });

  it('folds twice as once', () => {
    const once = fold('  Ủy ban Nhân dân xã Ðông\tThịnh ');
    expect(fold(once)).toBe(once);
  });
});

it('splits a search into words and none of an empty one', () => {
  expect(searchWords(' Hậu  hải')).toEqual(['hau', 'hai']);
  expect(searchWords('   ')).toEqual([]);
});
