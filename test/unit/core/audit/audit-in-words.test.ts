import { describe, expect, it } from 'vitest';
import { auditActions } from '../../../../core/audit/actions.ts';
import { deedInWords, doerInWords } from '../../../../core/audit/audit-in-words.ts';
import { auditWordsEn } from '../../../../core/audit/words-en.ts';
import { auditWordsVi } from '../../../../core/audit/words-vi.ts';

describe('a deed in words', () => {
  it('names the thing in quotes', () => {
    const deed = { action: 'recording.approved', subjectName: 'Vay vốn $& hộ nghèo' };
    expect(deedInWords(deed, 'vi')).toBe('duyệt tin bài “Vay vốn $& hộ nghèo”');
    expect(deedInWords(deed, 'en')).toBe('approved the recording “Vay vốn $& hộ nghèo”');
  });

  it('is still a sentence where the thing has no name any more', () => {
    const deed = { action: 'broadcast.replace', subjectName: null };
    expect(deedInWords(deed, 'vi')).toBe('bỏ lần phát của để nhường chỗ');
    expect(deedInWords({ action: 'recording.approved', subjectName: null }, 'vi')).toBe(
      'duyệt tin bài',
    );
  });

  it('says that another version of the server wrote it, rather than a code', () => {
    const deed = { action: 'moon.land', subjectName: 'Cụm loa xóm 4' };
    expect(deedInWords(deed, 'vi')).toBe('làm một việc khác');
    expect(deedInWords(deed, 'en')).toBe('did something else');
  });

  it('tells the system from whoever sits at the server', () => {
    expect(doerInWords({ userName: null, detail: {} }, 'vi')).toBe('Hệ thống');
    expect(doerInWords({ userName: null, detail: { by: 'command' } }, 'vi')).toBe(
      'Người quản trị máy chủ',
    );
    expect(doerInWords({ userName: 'Lê Thị Lan', detail: {} }, 'vi')).toBe('Lê Thị Lan');
  });
});

describe.each([
  ['Vietnamese', auditWordsVi],
  ['English', auditWordsEn],
])('the words in %s', (_, words) => {
  it('are there for every action, once each', () => {
    expect(Object.keys(words).sort()).toEqual([...auditActions].sort());
    expect(Object.values(words).filter((text) => text.trim() === '')).toEqual([]);
    expect(new Set(Object.values(words)).size).toBe(auditActions.length);
  });
});

it('name the same things in both languages', () => {
  const isNamed = (text: string) => text.includes('{subject}');
  const differing = auditActions.filter(
    (action) => isNamed(auditWordsVi[action]) !== isNamed(auditWordsEn[action]),
  );
  expect(differing).toEqual([]);
});
