import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { SpeechAnswer } from '../../../contract/http/speech.ts';
import { createMediaStore } from '../../../media/store.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { requireReadySpeech } from '../../../server/speech/ready-speech.ts';
import { sweepSpeeches, unusedSince } from '../../../server/speech/sweep-speeches.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const server = useTestServer({ worker: true });
const usual = { voice: 'vi', wordsPerMinute: 150 };

const ask = (person: Person, text: string, more: Partial<typeof usual> = {}) =>
  person.call(api.speech.speak, { body: { text, ...usual, ...more } });

function settled(person: Person, { id }: SpeechAnswer): Promise<SpeechAnswer> {
  const ask = async () => {
    const now = await person.call(api.speech.get, { params: { id } });
    return now.state === 'due' ? undefined : now;
  };
  return until(ask, { limitMs: 30_000, what: 'the text is spoken' });
}

describe('speech', () => {
  it('is shown as it will be said, spoken once for the same words, and heard in parts', async () => {
    const author = await server().as('author');
    const text = 'UBND xã họp lúc 17h30.';
    const { sentences } = await author.call(api.speech.normalise, { body: { text } });
    const [sentence] = sentences;
    expect(sentence?.said).toBe('ủy ban nhân dân xã họp lúc mười bảy giờ ba mươi phút.');

    const asked = await ask(author, text);
    expect(asked).toMatchObject({ state: 'due', said: sentence?.said, text, durationMs: null });
    const ready = await settled(author, asked);
    expect(ready).toMatchObject({ id: asked.id, state: 'ready', reason: null });
    expect(ready.durationMs).toBeGreaterThan(1500);
    expect(await ask(author, text)).toEqual(ready);
    // Other letters are another text, even if the words are the same: a recording keeps its text.
    const other = await settled(author, await ask(author, 'UBND xã họp lúc 17:30.'));
    expect(other).toMatchObject({ said: ready.said, durationMs: ready.durationMs });
    expect(other.id).not.toBe(ready.id);
    const faster = await ask(author, text, { wordsPerMinute: 200 });
    expect(faster.id).not.toBe(asked.id);
    expect((await ask(author, text, { voice: 'vi-vn-x-south' })).id).not.toBe(asked.id);

    const path = `/api/v1/speech/${ready.id}/audio`;
    const whole = await author.fetch(path);
    expect(whole.headers.get('content-type')).toBe('audio/flac');
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.toString('latin1', 0, 4)).toBe('fLaC');
    const part = await author.fetch(path, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'fLaC']);
  });

  it('offers the voices of its engine and no other', async () => {
    const author = await server().as('author');
    const { items } = await author.call(api.speech.listVoices, {});
    expect(items.map(({ id }) => id)).toEqual(['vi', 'vi-vn-x-central', 'vi-vn-x-south']);
    const problem = await refusal(ask(author, 'Xin chào', { voice: 'nobody' }));
    expect(problem).toMatchObject({ code: 'body_invalid', fields: [{ path: 'voice' }] });
  });

  it('refuses a text that holds nothing to be said, or too much of it', async () => {
    const author = await server().as('author');
    expect(await refusal(ask(author, '*** 👍'))).toMatchObject({
      code: 'body_invalid',
      fields: [{ path: 'text', code: 'nothing_to_say' }],
    });
    expect(await refusal(ask(author, '17h30 '.repeat(3000)))).toMatchObject({
      code: 'body_invalid',
      fields: [{ path: 'text', code: 'too_big' }],
    });
  });

  it('is for those who write recordings', async () => {
    const approver = await server().as('approver');
    expect((await refusal(ask(approver, 'Xin chào'))).code).toBe('not_allowed');
    const author = await server().as('author');
    const missing = author.call(api.speech.get, { params: { id: 'nothing' } });
    expect((await refusal(missing)).code).toBe('speech_not_found');
  });
});

describe('the dictionary', () => {
  it('is edited by operators, wins over what is built in, and is audited', async () => {
    const operator = await server().as('operator');
    const author = await server().as('author');
    const written = 'C/ty H&H';
    const put = (person: Person, said: string) =>
      person.call(api.speech.putWord, { params: { written }, body: { said } });
    expect((await refusal(put(author, 'công ty'))).code).toBe('not_allowed');
    await put(operator, 'công ti');
    await put(operator, 'công ty Hát Hát');
    const { items } = await author.call(api.speech.listWords, { query: {} });
    expect(items).toMatchObject([{ written, said: 'công ty Hát Hát' }]);
    const say = async (text: string) => {
      const { sentences } = await author.call(api.speech.normalise, { body: { text } });
      return sentences.map(({ said }) => said);
    };
    expect(await say(`Mời ${written} họp`)).toEqual(['Mời công ty Hát Hát họp.']);
    // What was put into words once stays as it was shown.
    await operator.call(api.speech.putWord, {
      params: { written: 'công ty' },
      body: { said: 'công ty ty' },
    });
    const body = { text: 'Mời công ty.', ...usual, isSaid: true };
    expect((await author.call(api.speech.speak, { body })).said).toBe('Mời công ty.');
    expect((await ask(author, 'Mời công ty.')).said).toBe('Mời công ty ty.');
    await operator.call(api.speech.removeWord, { params: { written: 'công ty' } });
    await operator.call(api.speech.removeWord, { params: { written } });
    const again = operator.call(api.speech.removeWord, { params: { written } });
    expect((await refusal(again)).code).toBe('speech_word_not_found');
    expect(await say(`Mời ${written} họp`)).not.toEqual(['Mời công ty Hát Hát họp.']);
    const administrator = await server().administrator();
    const audit = await administrator.call(api.audit.list, { query: {} });
    const actions = audit.items.map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith('speech-word.'))).toHaveLength(5);
  });
});

describe('sweeping speeches', () => {
  it('takes what nobody used for a day, but never the source of a recording', async () => {
    const author = await server().as('author');
    const areaId = await server().rootId();
    const unused = await settled(author, await ask(author, 'Câu này không ai dùng.'));
    const used = await settled(author, await ask(author, 'Câu này thành tin bài.'));
    await author.call(api.recordings.speak, {
      body: { title: 'Tin đọc', areaId, speechId: used.id },
    });
    const store = await openStore(server().config.paths.database);
    const media = await createMediaStore(server().config.paths.media);
    const [first, second] = await Promise.all(
      [unused, used].map(({ id }) => requireReadySpeech(store.db, id)),
    );
    const sweepAt = (ms: number) =>
      sweepSpeeches({
        db: store.db,
        media,
        clock: { ...systemClock(), now: () => Date.now() + ms },
      });
    await sweepAt(23 * 3_600_000);
    expect(await media.has(first?.sourceSha256 ?? '')).toBe(true);
    await sweepAt(25 * 3_600_000);
    expect(await media.has(first?.sourceSha256 ?? '')).toBe(false);
    expect(await media.has(second?.sourceSha256 ?? '')).toBe(true);
    const gone = author.call(api.speech.get, { params: { id: unused.id } });
    expect((await refusal(gone)).code).toBe('speech_not_found');
    expect(await author.call(api.speech.get, { params: { id: used.id } })).toEqual(used);
    await store.close();
  });

  it('finds what nobody uses without looking through the library', async () => {
    const store = await openStore(server().config.paths.database);
    const query = unusedSince(store.db, 0);
    const plan = await query.explain<{ detail: string }>(undefined, sql`query plan`);
    await store.close();
    const lines = plan.map(({ detail }) => detail).join('\n');
    expect(lines).toContain('recording_version_speech');
    expect(lines).not.toContain('SCAN');
  });

  it('lets a speech whose sound went missing be spoken anew', async () => {
    const author = await server().as('author');
    const ready = await settled(author, await ask(author, 'Câu này bị mất tiếng.'));
    const store = await openStore(server().config.paths.database);
    const media = await createMediaStore(server().config.paths.media);
    const { sourceSha256 } = await requireReadySpeech(store.db, ready.id);
    await store.close();
    await media.remove(sourceSha256);
    expect((await author.fetch(`/api/v1/speech/${ready.id}/audio`)).status).toBe(409);
    const again = await ask(author, 'Câu này bị mất tiếng.');
    expect(again).toMatchObject({ id: ready.id, state: 'due' });
    expect(await settled(author, again)).toEqual(ready);
    expect(await media.has(sourceSha256)).toBe(true);
  });
});
