import { describe, expect, it } from 'vitest';

import { messageFaults, readMessages, usageFaults } from '../../../scripts/i18n-faults.ts';

const messages = (texts: object) => readMessages(texts);

describe('messageFaults', () => {
  it('finds nothing where both languages say the same', () => {
    const vi = messages({ page: { title: 'Kho tin bài', count: '{n} tin bài' } });
    const en = messages({ page: { title: 'Recordings', count: '{n} recordings' } });
    expect(messageFaults({ vi, en })).toEqual([]);
  });

  it('names each missing and each empty text', () => {
    const vi = messages({ stop: 'Dừng phát', play: '' });
    const en = messages({ play: 'Play' });
    expect(messageFaults({ vi, en })).toEqual(['en: no text for stop', 'vi: no text for play']);
  });

  it('finds a placeholder that one language forgot', () => {
    const vi = messages({ left: 'còn {minutes} phút' });
    const en = messages({ left: 'minutes left' });
    expect(messageFaults({ vi, en })).toEqual(['left: the languages differ in placeholders']);
  });
});

describe('usageFaults', () => {
  const texts = messages({ title: 'x', verdict: { played: 'y', late: 'z' } });

  it('finds a key that nobody wrote and a text that nobody asks for', () => {
    const text = "{{ t('titel') }} {{ $t('verdict.played', { n }) }}";
    expect(usageFaults(texts, [{ path: 'web/a.vue', text }])).toEqual([
      'web/a.vue: no text for titel',
      'web/i18n: nobody asks for title',
      'web/i18n: nobody asks for verdict.late',
    ]);
  });

  it('takes a key put together at run time for all that begin alike', () => {
    const text = "t(`verdict.${verdict}`); const label = { key: 'title' };";
    expect(usageFaults(texts, [{ path: 'web/a.ts', text }])).toEqual([]);
  });
});
