import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { makeSound } from '../../support/sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const server = useTestServer({ worker: true });

describe('a cut', () => {
  it('is another version of its own sound, to be approved by who made no version', async () => {
    const areaId = await server().rootId();
    const person = await server().as('author');
    const path = await makeSound(`${await tempFolder()}/sound.wav`, 'sine=f=330:d=4');
    const bytes = new Uint8Array(await readFile(path));
    const { id } = await person.upload({ areaId }, { bytes, name: 'tin.wav' });
    const params = { id };
    const settled = async (): Promise<RecordingAnswer> => {
      const get = () => person.call(api.recordings.get, { params });
      await expect.poll(async () => (await get()).latest.state, { timeout: 30_000 }).toBe('ready');
      return await get();
    };
    const whole = await settled();
    expect(whole.latest.analysis?.durationMs).toBeGreaterThan(3900);
    const update = (body: object) => person.call(api.recordings.update, { params, body });
    const tooShort = { trim: { startMs: 1000, endMs: 1200 } };
    expect((await refusal(update(tooShort))).code).toBe('trim_invalid');
    const marked = await update({ cuePoints: [{ atMs: 900, label: 'Mở đầu' }], kind: 'music' });
    expect(marked).toMatchObject({ kind: 'music', isKindCorrected: true, latest: { number: 1 } });

    const both = await server().person([
      { role: 'author', areaId },
      { role: 'approver', areaId },
    ]);
    const trim = { startMs: 500, endMs: 2500 };
    await both.call(api.recordings.update, { params, body: { trim } });
    const cut = await settled();
    expect(cut.latest).toMatchObject({ number: 2, trimStartMs: 500, trimEndMs: 2500 });
    expect(cut.latest.contentHash).not.toBe(whole.latest.contentHash);
    const [rendition] = cut.latest.renditions;
    expect(rendition?.durationMs).toBeGreaterThan(1800);
    expect(rendition?.durationMs).toBeLessThan(2300);
    const peaks = await person.call(api.recordings.getPeaks, { params, query: {} });
    expect(peaks.durationMs).toBe(rendition?.durationMs);

    // The author of the second version may not decide on a third by somebody else.
    const third = await update({ trim: null });
    const body = { versionId: third.latest.id, contentHash: third.latest.contentHash };
    const seen = await both.call(api.recordings.get, { params });
    expect(seen.isDecidable).toBe(false);
    const approve = both.call(api.recordings.approve, { params, body });
    expect((await refusal(approve)).code).toBe('approver_is_author');
    const approver = await server().as('approver');
    const queue = await approver.call(api.recordings.list, { query: { decidable: 'true' } });
    expect(queue.items.map((item) => item.id)).toContain(id);
    const approved = await approver.call(api.recordings.approve, { params, body });
    expect(approved.onAir?.number).toBe(3);
    const { items } = await person.call(api.recordings.listVersions, { params });
    expect(items.map(({ number }) => number)).toEqual([3, 2, 1]);
  });
});
