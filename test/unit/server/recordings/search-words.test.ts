import { describe, expect, it } from 'vitest';
import { searchExpression, searchWordsOf } from '../../../../server/recordings/search-words.ts';

describe('the words of a search', () => {
  it('are folded, whole but for the last one', () => {
    expect(searchExpression('Đuối  nước, trẻ')).toBe('"duoi" "nuoc" "tre"*');
    expect(searchExpression('19/5')).toBe('"19" "5"*');
  });

  it('hold nothing that the index would read as an operator', () => {
    for (const query of ['"', 'a" OR "b', 'NEAR(a b)', '-a', 'words:*', 'a^b', '(', '🎉'])
      expect(searchExpression(query)).toMatch(/^("[\p{L}\p{N}]*"\*?( |$))+/u);
  });

  it('are none where nothing was asked', () => {
    expect(searchExpression('  ')).toBeNull();
    expect(searchExpression('🎉')).toBe('""');
  });

  it('are kept as they are searched', () => {
    expect(searchWordsOf(['Hải Hậu: đợt 2', null, 'ĐẢO'])).toBe('hai hau dot 2 dao');
  });
});
