import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from '../../../../core/text/diff-words.ts';

describe('the difference of two texts', () => {
  it('tells which words went and which came', () => {
    expect(diffWords('Họp thôn lúc 7 giờ tối mai', 'Họp thôn lúc 19 giờ tối nay')).toEqual([
      { kind: 'same', text: 'Họp thôn lúc' },
      { kind: 'removed', text: '7' },
      { kind: 'added', text: '19' },
      { kind: 'same', text: 'giờ tối' },
      { kind: 'removed', text: 'mai' },
      { kind: 'added', text: 'nay' },
    ]);
  });

  it('sees nothing in other spaces or in another form of the same letters', () => {
    const text = 'Uỷ ban  nhân dân\nxã Hải Hậu';
    expect(diffWords(text, text.normalize('NFD').replace(/\s+/g, ' '))).toEqual([
      { kind: 'same', text: 'Uỷ ban nhân dân xã Hải Hậu' },
    ]);
  });

  it('tells a text that is new and one that is gone', () => {
    expect(diffWords('', 'Xin chào')).toEqual([{ kind: 'added', text: 'Xin chào' }]);
    expect(diffWords('Xin chào', ' ')).toEqual([{ kind: 'removed', text: 'Xin chào' }]);
    expect(diffWords('', '')).toEqual([]);
  });

  it('tells two long texts without a common word as one exchange', () => {
    const [older, newer] = ['a', 'b'].map((letter) =>
      Array.from({ length: 2500 }, (_, at) => `${letter}${at}`).join(' '),
    );
    expect(diffWords(older ?? '', newer ?? '').map(({ kind }) => kind)).toEqual([
      'removed',
      'added',
    ]);
  });

  it('can be read back as either text', () => {
    const text = fc
      .array(fc.constantFrom('xã', 'loa', 'tin', 'họp', 'mai'), { maxLength: 12 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const runs = diffWords(older, newer);
        const without = (kind: string) =>
          runs
            .filter((run) => run.kind !== kind)
            .map((run) => run.text)
            .join(' ');
        expect(without('added')).toBe(older);
        expect(without('removed')).toBe(newer);
      }),
    );
  });
});
