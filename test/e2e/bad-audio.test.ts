import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/client.ts';
import { recordingRoutes } from '../../contract/http/recordings.ts';
import type { People, Tree } from '../../cli/demo/people.ts';
import { startTestLoa, type TestLoa } from '../support/loa.ts';
import { settle, untilState } from '../support/loa-people.ts';

let loa: TestLoa;
let people: People;
let tree: Tree;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-bad-'));
  loa = await startTestLoa({ LOA_UPLOAD_LIMIT_MB: '1' });
  ({ people, tree } = await settle(loa));
});

afterAll(async () => {
  await loa.remove();
  await rm(folder, { recursive: true, force: true });
});

const upload = (file: string) => people.author.upload(file, { areaId: tree.provinceId });

async function refusal(call: Promise<unknown>) {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem;
}

async function write(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

function makeMp3(name: string, seconds: number): string {
  const file = join(folder, name);
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=600:duration=${seconds}`];
  execFileSync('ffmpeg', ['-v', 'error', ...sound, '-b:a', '64k', file]);
  return file;
}

async function count(): Promise<number> {
  const { items } = await people.author.call(recordingRoutes.list, { query: { limit: 500 } });
  return items.length;
}

const mediaFiles = () =>
  readdirSync(join(loa.dataFolder, 'media'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('bad audio at the front door', () => {
  it.each<[string, string, () => Promise<string>]>([
    [
      'a text file named .mp3',
      'not_audio',
      () => write('text.mp3', 'không phải âm thanh\n'.repeat(99)),
    ],
    ['a picture', 'not_audio', () => makePicture()],
    ['an mp3 cut off in the middle', 'damaged_audio', () => makeTruncated()],
  ])('%s ends as failed with the reason %s and no rendition', async (_what, code, make) => {
    const { id } = await upload(await make());
    const { latest, onAir } = await untilState(people.author, id, 'failed');
    expect(latest.reason?.code).toBe(code);
    expect(latest.reason?.detail).not.toBe('');
    expect(latest.renditions).toEqual([]);
    expect(onAir).toBeNull();
    const problem = await refusal(
      people.approver.call(recordingRoutes.approve, {
        params: { id },
        body: { versionId: latest.id, contentHash: latest.contentHash },
      }),
    );
    expect(problem.code).toBe('recording_state_wrong');
  });

  it('an empty file is refused and leaves nothing', async () => {
    const before = await count();
    expect((await refusal(upload(await write('empty.mp3', '')))).code).toBe('empty_file');
    expect(await count()).toBe(before);
  });

  it('a file over the limit is refused and leaves nothing', async () => {
    const [before, files] = [await count(), mediaFiles()];
    const large = await write('large.wav', Buffer.alloc(1_200_000, 7));
    const problem = await refusal(upload(large));
    expect([problem.code, problem.status]).toEqual(['upload_too_large', 413]);
    expect(await count()).toBe(before);
    expect(mediaFiles()).toEqual(files);
  });

  it('a JSON body instead of a form is refused', async () => {
    const { method, path } = recordingRoutes.upload;
    const headers = { ...people.author.headers(), 'content-type': 'application/json' };
    const response = await fetch(loa.origin + path, { method, headers, body: '{}' });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ code: 'body_type_unsupported' });
  });

  it('a form without a file is refused', async () => {
    const { method, path } = recordingRoutes.upload;
    const body = new FormData();
    body.set('areaId', tree.provinceId);
    const response = await fetch(loa.origin + path, {
      method,
      headers: people.author.headers(),
      body,
    });
    expect(await response.json()).toMatchObject({ code: 'upload_missing' });
  });

  it('leaves no half-written file behind, and good audio still passes', async () => {
    const { id } = await upload(makeMp3('good.mp3', 3));
    const { latest } = await untilState(people.author, id, 'ready');
    expect(latest.renditions).toHaveLength(1);
    expect(mediaFiles().filter((name) => /part|tmp/.test(name))).toEqual([]);
  });
});

function makePicture(): Promise<string> {
  const file = join(folder, 'picture.mp3');
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x240', '-frames:v', '1'];
  execFileSync('ffmpeg', ['-v', 'error', ...picture, '-f', 'image2', '-c:v', 'png', file]);
  return Promise.resolve(file);
}

async function makeTruncated(): Promise<string> {
  const file = makeMp3('truncated.mp3', 20);
  const { length } = await readFile(file);
  await truncate(file, Math.floor(length / 2) + 13);
  return file;
}
