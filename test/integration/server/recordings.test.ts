import { readFile } from 'node:fs/promises';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { problem } from '../../../contract/problem.ts';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { makeSound } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

let hoursLater = 0;
const clock: Clock = { ...systemClock(), now: () => Date.now() + hoursLater * 3600_000 };
const server = useTestServer({ worker: true, clock });

async function soundOf(hertz: number): Promise<Uint8Array<ArrayBuffer>> {
  const path = await makeSound(`${await tempFolder()}/sound.wav`, `sine=f=${hertz}:d=3`);
  return new Uint8Array(await readFile(path));
}

async function settled(person: Person, id: string): Promise<RecordingAnswer> {
  return await expect
    .poll(async () => await person.call(api.recordings.get, { params: { id } }), {
      timeout: 30_000,
    })
    .toSatisfy(({ latest }: RecordingAnswer) => !['stored', 'checking'].includes(latest.state))
    .then(() => person.call(api.recordings.get, { params: { id } }));
}

/** A recording of a new author that a worker has made ready. */
async function ready(hertz: number) {
  const person = await server().as('author');
  const areaId = await server().rootId();
  const bytes = await soundOf(hertz);
  const { id } = await person.upload({ areaId }, { bytes, name: `tin ${hertz}.wav` });
  const recording = await settled(person, id);
  expect(recording.latest.state).toBe('ready');
  return { person, areaId, bytes, recording, params: { id } };
}

async function codeOf(response: Response): Promise<string> {
  return problem.parse(await response.json()).code;
}

function heard({ latest }: RecordingAnswer) {
  return { versionId: latest.id, contentHash: latest.contentHash };
}

describe('a recording', () => {
  it('is checked, transcoded, listened to and approved by another person', async () => {
    const { person, recording, params } = await ready(400);
    const [rendition] = recording.latest.renditions;
    expect(rendition?.durationMs).toBeGreaterThan(2900);
    expect(rendition?.centiLufs).toBeGreaterThan(-1700);
    const approver = await server().as('approver');
    const approved = await approver.call(api.recordings.approve, {
      params,
      body: heard(recording),
    });
    const [decision] = approved.latest.decisions;
    expect(decision).toMatchObject({ decision: 'approved', by: approver.me.name });
    expect(approved.latest.state).toBe('approved');
    expect(approved.onAir).toEqual(approved.latest);
    const { items } = await person.call(api.recordings.list, { query: { state: 'approved' } });
    expect(items.map(({ id }) => id)).toContain(params.id);
    const again = approver.call(api.recordings.approve, { params, body: heard(recording) });
    expect((await refusal(again)).code).toBe('recording_state_wrong');
  });

  it('uploaded a second time is ready at once and shares the file', async () => {
    const { bytes, recording } = await ready(410);
    const other = await server().as('author');
    const areaId = await server().rootId();
    const second = await other.upload({ areaId }, { bytes, name: 'tin khác.wav' });
    expect(second.latest.state).toBe('ready');
    expect(second.latest.renditions).toEqual(recording.latest.renditions);
    expect(second.id).not.toBe(recording.id);
  });

  it('uploaded twice at once is transcoded once and ready twice', async () => {
    const person = await server().as('author');
    const areaId = await server().rootId();
    const bytes = await soundOf(420);
    const both = await Promise.all(
      ['a.wav', 'b.wav'].map((name) => person.upload({ areaId }, { bytes, name })),
    );
    const states = await Promise.all(both.map(({ id }) => settled(person, id)));
    expect(states.map(({ latest }) => latest.state)).toEqual(['ready', 'ready']);
    expect(states[0]?.latest.renditions).toEqual(states[1]?.latest.renditions);
  });

  it('that is no sound fails with a reason, and may be tried again', async () => {
    const person = await server().as('author');
    const areaId = await server().rootId();
    const bytes = new TextEncoder().encode('Kính thưa bà con! '.repeat(50));
    const { id } = await person.upload({ areaId }, { bytes, name: 'chữ.mp3' });
    const params = { id };
    const failed = await settled(person, id);
    expect(failed.latest).toMatchObject({ state: 'failed', reason: { code: 'not_audio' } });
    const change = { expiresAt: clock.now() + 3600_000 };
    const update = person.call(api.recordings.update, { params, body: change });
    expect((await refusal(update)).code).toBe('recording_state_wrong');
    const waiting = await person.call(api.recordings.retry, { params });
    expect(['stored', 'checking']).toContain(waiting.latest.state);
    expect((await settled(person, id)).latest.reason?.code).toBe('not_audio');
    const approver = await server().as('approver');
    const approve = approver.call(api.recordings.approve, { params, body: heard(failed) });
    expect((await refusal(approve)).code).toBe('recording_state_wrong');
    const audio = await person.fetch(`/api/v1/recordings/${id}/audio`);
    expect(await codeOf(audio)).toBe('recording_not_ready');
  });
});

describe('an approval', () => {
  it('is by another person than the author of recording and version', async () => {
    const areaId = await server().rootId();
    const both = await server().person([
      { role: 'author', areaId },
      { role: 'approver', areaId },
    ]);
    const bytes = await soundOf(430);
    const { id } = await both.upload({ areaId }, { bytes, name: 'tin.wav' });
    const params = { id };
    const recording = await settled(both, id);
    const approve = (person: Person, of: RecordingAnswer) =>
      person.call(api.recordings.approve, { params, body: heard(of) });
    expect((await refusal(approve(both, recording))).code).toBe('approver_is_author');

    // Nor is it by whoever made the newest version of somebody else's recording.
    const other = await server().person([
      { role: 'author', areaId },
      { role: 'approver', areaId },
    ]);
    const body = { expiresAt: clock.now() + 3600_000 };
    const changed = await other.call(api.recordings.update, { params, body });
    expect((await refusal(approve(other, changed))).code).toBe('approver_is_author');
    expect((await refusal(approve(both, changed))).code).toBe('approver_is_author');
    const third = await server().as('approver');
    expect((await approve(third, changed)).onAir?.number).toBe(2);
  });

  it('is not given to what was put away, nor is that changed or broadcast', async () => {
    const { person, recording, params } = await ready(435);
    const approver = await server().as('approver');
    await person.call(api.recordings.archive, { params });
    const decide = approver.call(api.recordings.approve, { params, body: heard(recording) });
    expect((await refusal(decide)).code).toBe('recording_archived');
    const change = { params, body: { title: 'Tên khác' } };
    expect((await refusal(person.call(api.recordings.update, change))).code).toBe(
      'recording_archived',
    );
    await person.call(api.recordings.restore, { params });
    const approved = approver.call(api.recordings.approve, { params, body: heard(recording) });
    expect((await approved).latest.state).toBe('approved');
  });

  it('is by another person than who wrote the text that is spoken', async () => {
    const writer = await server().as('author');
    const areaId = await server().rootId();
    const body = { text: 'Mời bà con ra đồng lúc 6 giờ.', voice: 'vi', wordsPerMinute: 150 };
    const { id: speechId } = await writer.call(api.speech.speak, { body });
    await expect
      .poll(() => writer.call(api.speech.get, { params: { id: speechId } }), { timeout: 30_000 })
      .toMatchObject({ state: 'ready' });
    const author = await server().as('author');
    const fields = { areaId, title: 'Ra đồng', speechId };
    const { id } = await author.call(api.recordings.speak, { body: fields });
    const recording = await settled(author, id);
    const grants = [{ role: 'approver' as const, areaId }];
    await (
      await server().administrator()
    ).call(api.users.update, { params: { id: writer.me.id }, body: { grants } });
    const decide = writer.call(api.recordings.approve, { params: { id }, body: heard(recording) });
    expect((await refusal(decide)).code).toBe('approver_is_author');
    const { items } = await writer.call(api.recordings.list, { query: { decidable: 'true' } });
    expect(items.map((item) => item.id)).not.toContain(id);
  });

  it('is bound to what was heard', async () => {
    const { person, recording, params } = await ready(440);
    const approver = await server().as('approver');
    const approve = (body: ReturnType<typeof heard>) =>
      approver.call(api.recordings.approve, { params, body });
    const wrong = { ...heard(recording), contentHash: sha256('something else') };
    expect((await refusal(approve(wrong))).code).toBe('recording_changed');
    const body = { notBefore: clock.now() };
    await person.call(api.recordings.update, { params, body });
    expect((await refusal(approve(heard(recording)))).code).toBe('recording_changed');
  });

  it('lets the old version air until the new one is approved', async () => {
    const { person, recording, params } = await ready(450);
    const approver = await server().as('approver');
    await approver.call(api.recordings.approve, { params, body: heard(recording) });
    const renamed = await person.call(api.recordings.update, { params, body: { title: 'Tên' } });
    expect(renamed).toMatchObject({ title: 'Tên', latest: { number: 1, state: 'approved' } });
    const expiresAt = clock.now() + 3600_000;
    const changed = await person.call(api.recordings.update, { params, body: { expiresAt } });
    expect(changed).toMatchObject({
      latest: { number: 2, state: 'ready', expiresAt },
      onAir: { number: 1, state: 'approved', expiresAt: null },
    });
    // The same once more is no new version.
    const same = await person.call(api.recordings.update, { params, body: { expiresAt } });
    expect(same.latest.number).toBe(2);
    const approved = await approver.call(api.recordings.approve, { params, body: heard(changed) });
    expect(approved).toMatchObject({ latest: { number: 2 }, onAir: { number: 2 } });
  });

  it('is refused of what has expired, and so is a validity in the past', async () => {
    const { person, params } = await ready(460);
    const update = (body: object) => person.call(api.recordings.update, { params, body });
    expect((await refusal(update({ expiresAt: clock.now() - 1 }))).code).toBe('validity_invalid');
    const soon = clock.now() + 3600_000;
    expect((await refusal(update({ notBefore: soon, expiresAt: soon }))).code).toBe(
      'validity_invalid',
    );
    const changed = await update({ expiresAt: soon });
    const approver = await server().as('approver');
    hoursLater = 2;
    onTestFinished(() => {
      hoursLater = 0;
    });
    const call = approver.call(api.recordings.approve, { params, body: heard(changed) });
    expect((await refusal(call)).code).toBe('recording_expired');
  });

  it('may be denied with a note, and given after all', async () => {
    const { recording, params } = await ready(470);
    const approver = await server().as('approver');
    const body = { ...heard(recording), note: 'Đọc nhanh quá' };
    const returned = await approver.call(api.recordings.sendBack, { params, body });
    expect(returned.latest.state).toBe('returned');
    expect(returned.latest.decisions[0]).toMatchObject({ note: 'Đọc nhanh quá', notes: [] });
    const approve = approver.call(api.recordings.approve, { params, body: heard(recording) });
    expect((await approve).latest.state).toBe('approved');
  });

  it('may be denied with notes at places, and approved with remarks', async () => {
    const { recording, params } = await ready(475);
    const approver = await server().as('approver');
    const sendBack = (said: { note?: string; notes?: { atMs: number; note: string }[] }) =>
      approver.call(api.recordings.sendBack, { params, body: { ...heard(recording), ...said } });
    for (const nothing of [{}, { notes: [] }, { note: ' ' }, { notes: [{ atMs: 1, note: ' ' }] }])
      expect((await refusal(sendBack(nothing))).status).toBe(400);
    const [late, early] = [
      { atMs: 2_000, note: 'Nói vấp' },
      { atMs: 500, note: 'Nhỏ quá' },
    ] as const;
    const returned = await sendBack({ notes: [late, early] });
    expect(returned.latest.decisions[0]).toMatchObject({ note: null, notes: [early, late] });
    const body = { ...heard(recording), notes: [late] };
    const { latest } = await approver.call(api.recordings.approve, { params, body });
    expect(latest.decisions[0]).toMatchObject({ decision: 'approved', note: null, notes: [late] });
  });

  it('is taken back by withdrawing: nothing airs, and a new version may follow', async () => {
    const { person, recording, params } = await ready(480);
    const approver = await server().as('approver');
    await approver.call(api.recordings.approve, { params, body: heard(recording) });
    const body = { note: 'Sai số liệu' };
    const author = person.call(api.recordings.withdraw, { params, body });
    expect((await refusal(author)).code).toBe('not_allowed');
    const withdrawn = await approver.call(api.recordings.withdraw, { params, body });
    expect(withdrawn).toMatchObject({ onAir: null, latest: { state: 'withdrawn' } });
    expect(withdrawn.latest.decisions[0]).toMatchObject({ decision: 'withdrawn', ...body });
    const again = approver.call(api.recordings.withdraw, { params, body });
    expect((await refusal(again)).code).toBe('recording_state_wrong');
    const expiresAt = clock.now() + 3600_000;
    const next = await person.call(api.recordings.update, { params, body: { expiresAt } });
    expect(next).toMatchObject({ onAir: null, latest: { number: 2, state: 'ready' } });
  });
});

describe('listening', () => {
  it('gives the rendition or the source, whole or in parts, with its type', async () => {
    const { person, bytes, recording, params } = await ready(490);
    const path = `/api/v1/recordings/${params.id}/audio`;
    const whole = await person.fetch(path);
    expect(whole.headers.get('content-type')).toBe('audio/mpeg');
    const content = Buffer.from(await whole.arrayBuffer());
    expect(sha256(content)).toBe(recording.latest.renditions[0]?.sha256);

    const part = await person.fetch(path, { headers: { range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${content.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(content.subarray(10, 20));

    const beyond = await person.fetch(path, { headers: { range: 'bytes=99999999-' } });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-type')).toContain('application/problem+json');
    expect(await codeOf(beyond)).toBe('range_invalid');

    const source = await person.fetch(`${path}?of=source&versionId=${recording.latest.id}`);
    expect(source.headers.get('content-type')).toBe('audio/wav');
    expect(source.headers.get('content-disposition')).toContain("UTF-8''tin%20490.wav");
    expect(new Uint8Array(await source.arrayBuffer())).toEqual(bytes);

    const etag = whole.headers.get('etag') ?? '';
    const headers = { ...person.headers(), 'if-none-match': etag };
    const known = await request(server().origin + path, { headers });
    expect(known.statusCode).toBe(304);
    const other = await person.fetch(`${path}?versionId=other`);
    expect(await codeOf(other)).toBe('recording_not_found');
  });

  it('never serves what was uploaded as a page', async () => {
    const person = await server().as('author');
    const areaId = await server().rootId();
    const bytes = new TextEncoder().encode('<script>alert(1)</script>');
    const { id } = await person.upload({ areaId }, { bytes, name: 'tin.html' });
    const source = await person.fetch(`/api/v1/recordings/${id}/audio?of=source`);
    expect(source.headers.get('content-type')).toBe('application/octet-stream');
    expect(source.headers.get('x-content-type-options')).toBe('nosniff');
    expect(source.headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('whose recording it is', () => {
  it('decides who hears of it and who may touch it', async () => {
    const administrator = await server().administrator();
    const root = await server().rootId();
    const areas = ['xa1', 'xa2'].map((code) => ({
      code,
      name: code,
      kind: 'xã',
      parentCode: null,
    }));
    const body = { underId: root, validFrom: null, validTo: null, areas };
    const [a, b] = (await administrator.call(api.areas.importMany, { body })).areas;
    const ofA = await server().as('author', a?.id);
    const ofB = await server().as('author', b?.id);
    const above = await server().as('author', root);
    const send = async (person: Person, areaId = '', seed = 1) =>
      await person.upload(
        { areaId, title: `Tin số ${seed} của Hải Hậu` },
        { bytes: new Uint8Array([seed, 1, 2, 3]), name: 'x.mp3' },
      );
    const mine = await send(ofA, a?.id, 1);
    const theirs = await send(ofB, b?.id, 2);
    const fromAbove = await send(above, root, 3);
    const seen = async (person: Person) => {
      const { items } = await person.call(api.recordings.list, { query: { q: 'hải HAU' } });
      return items.map(({ id }) => id);
    };
    expect(await seen(ofA)).toEqual([fromAbove.id, mine.id]);
    expect(await seen(above)).toEqual([fromAbove.id, theirs.id, mine.id]);
    const get = (id: string) => ofA.call(api.recordings.get, { params: { id } });
    expect((await get(fromAbove.id)).id).toBe(fromAbove.id);
    expect((await refusal(get(theirs.id))).code).toBe('not_allowed');
    const audio = await ofA.fetch(`/api/v1/recordings/${theirs.id}/audio?of=source`);
    expect(audio.status).toBe(403);
    for (const { id } of [theirs, fromAbove]) {
      const rename = { params: { id }, body: { title: 'Của tôi' } };
      expect((await refusal(ofA.call(api.recordings.update, rename))).code).toBe('not_allowed');
    }
    const approverOfB = await server().as('approver', b?.id);
    const approve = { params: { id: mine.id }, body: heard(mine) };
    expect((await refusal(approverOfB.call(api.recordings.approve, approve))).code).toBe(
      'not_allowed',
    );
  });
});
