import { createPinia } from 'pinia';
import { afterEach, describe, expect, it, vi as vitest } from 'vitest';
import { createApp, nextTick, reactive, type App } from 'vue';
import { normalise } from '../../../core/speech/normalise.ts';
import { useApi } from '../../../web/api/use-api.ts';
import { expectedMs } from '../../../web/features/speech/expected-ms.ts';
import { markedParts, wordsIn } from '../../../web/features/speech/marked-parts.ts';
import SpeakPanel from '../../../web/features/speech/SpeakPanel.vue';
import { useSpeechDraft } from '../../../web/features/speech/use-speech-draft.ts';
import { createConsoleI18n, speak } from '../../../web/i18n/setup.ts';

const [sentence] = normalise('UBND xã họp lúc 17h30, THÔN Đông "vui".');
const given = sentence ?? { parts: [] };

describe('the pieces of a sentence', () => {
  it('mark what is said otherwise than written, but neither signs nor capital letters', () => {
    const changed = markedParts(given).filter((part) => part.isChanged);
    expect(changed.map(({ text }) => text)).toEqual(['UBND', '17h30']);
    const shown = markedParts(given).map(({ text }) => text);
    expect(shown.join('')).toBe('UBND xã họp lúc 17h30, THÔN Đông "vui".');
    expect(shown).toHaveLength(4);
  });

  it('give each word once for the dictionary', () => {
    expect(wordsIn(given)).toEqual(['UBND', 'xã', 'họp', 'lúc', '17h30', 'THÔN', 'Đông', 'vui']);
  });
});

it('expects more time of more words and of a slower voice', () => {
  expect(expectedMs('', 150)).toBe(0);
  const usual = expectedMs('một hai ba bốn', 150);
  expect(expectedMs('một hai ba bốn năm sáu bảy tám', 150)).toBeCloseTo(usual * 2);
  expect(expectedMs('một hai ba bốn', 75)).toBeCloseTo(usual * 2);
});

describe('a text that is being written', () => {
  afterEach(() => localStorage.clear());

  it('outlives a closed page until it is sent', async () => {
    const first = useSpeechDraft();
    Object.assign(first.draft, { title: 'Tin', text: 'Xin chào', voice: 'mai' });
    await nextTick();
    const again = useSpeechDraft();
    expect(again.draft).toMatchObject({ title: 'Tin', text: 'Xin chào', voice: 'mai' });
    again.clear();
    await nextTick();
    expect(useSpeechDraft().draft).toMatchObject({ title: '', text: '' });
  });

  it('is begun anew where what was kept makes no sense, and not mixed up with an older version', () => {
    localStorage.setItem('loa.speechDraft', '{"text":5');
    expect(useSpeechDraft().draft.text).toBe('');
    localStorage.setItem('loa.speechDraft', '{"text":"Nháp"}');
    expect(useSpeechDraft({ text: 'Bản cũ' }).draft.text).toBe('Bản cũ');
  });
});

describe('the panel', () => {
  let app: App | undefined;
  afterEach(() => {
    app?.unmount();
    document.body.replaceChildren();
    vitest.unstubAllGlobals();
  });

  /** A server that reads texts as the real one does and has no voice to speak them. */
  function answer(path: string, body: { text?: string }): [status: number, answer: unknown] {
    const text = body.text ?? '';
    if (path === '/api/v1/speech/voices') return [200, { items: [{ id: 'mai', name: 'Mai' }] }];
    if (path === '/api/v1/speech/normalise') return [200, { sentences: normalise(text) }];
    const reason = { code: 'speech_failed', detail: 'no voice' };
    const speech = {
      id: 'a',
      text,
      said: text,
      voice: 'mai',
      wordsPerMinute: 150,
      durationMs: null,
    };
    return [200, { ...speech, state: 'failed', reason }];
  }

  async function show(text: string) {
    const asked: { path: string; body: { text?: string } }[] = [];
    vitest.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const body = JSON.parse(String(init.body ?? '{}')) as { text?: string };
      asked.push({ path, body });
      const [status, answered] = answer(path, body);
      return new Response(JSON.stringify(answered), { status });
    });
    const i18n = createConsoleI18n();
    await speak(i18n, 'vi');
    const draft = reactive({ title: '', text, voice: '', wordsPerMinute: 150 });
    app = createApp(SpeakPanel, { modelValue: draft }).use(createPinia()).use(i18n);
    const me = { id: 'u', csrf: 'x', name: 'A', login: 'a', grants: [], signedInUntil: 0 };
    app.runWithContext(() => useApi()).me = me;
    app.mount(document.body.appendChild(document.createElement('div')));
    const button = (name: string) =>
      [...document.querySelectorAll('button')].find(
        (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
      );
    await vitest.waitFor(() => expect(button('Nghe tất cả')?.disabled).toBe(false));
    return { asked, button };
  }

  it('shows each sentence with its changed words and as it will be said', async () => {
    const { button } = await show('UBND xã mời. Họp lúc 7h!');
    const lines = [...document.querySelectorAll('li')].map((line) => line.textContent);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('ủy ban nhân dân xã mời.');
    const marked = [...document.querySelectorAll('mark')].map((mark) => mark.textContent);
    expect(marked).toEqual(['UBND', '7h']);
    expect(button('Nghe câu 2')).toBeDefined();
    // Only who may change the dictionary is offered to.
    expect(button('Sửa cách đọc một từ của câu 1')).toBeUndefined();
  });

  it('has one sentence spoken, and says why it cannot be heard', async () => {
    const { asked, button } = await show('Xin chào. Họp lúc 7h!');
    button('Nghe câu 2')?.click();
    await vitest.waitFor(() =>
      expect(document.querySelector('[role=alert]')?.textContent).toContain('Máy đọc không đọc'),
    );
    const spoken = asked.filter(({ path }) => path === '/api/v1/speech');
    expect(spoken.map(({ body }) => body.text)).toEqual(['Họp lúc bảy giờ!']);
    expect(document.querySelector('[aria-current]')).toBeNull();
  });
});
