import { writeFile } from 'node:fs/promises';
import type { Keys } from '../../../contract/station/objects.ts';
import { signedHead } from '../../../contract/station/head.ts';
import { generateSigningKey, loadSigner } from '../../../runtime/crypto.ts';
import { considerHead } from '../../../station/head/consider-head.ts';
import { fromServer } from '../../../station/sync/media-source.ts';
import { Sync } from '../../../station/sync/sync.ts';
import { entryOf } from '../../support/bulletin.ts';
import { until } from '../../support/until.ts';
import { flipped, type FlipsGiven } from './count.ts';
import { log, openAgent, type OpenAgent } from './open-agent.ts';

const mediaBytes = 20_000;

/** What a head names with one byte changed, as the agent's own lanes fetch it; audio also as it lies on disk. */
export async function flipObjectsAndMedia(given: FlipsGiven): Promise<void> {
  const { next, quick, say, count } = given;
  const agent = await openAgent('objects', given);
  const { server, parts, clock } = agent;
  const bytes = Buffer.from(Uint8Array.from({ length: mediaBytes }, () => next(256)));
  const media = server.addMedia(bytes);
  const named = { sha256: media, bytes: bytes.length, durationMs: 2000 };
  server.publish({ entries: [entryOf(named, clock.now() + 3_600_000)] });
  const head = signedHead.parse(JSON.parse(String(server.headBytes)));
  const deps = { ...parts, log, onNews: () => {}, askForKeys: () => Promise.resolve(false) };
  count.control('head', await considerHead(deps, server.headBytes ?? Buffer.alloc(0)));
  const sync = runSync(agent, given);

  const [day] = head.days;
  const objects = { keys: head.keys, settings: head.settings, playlist: day?.playlist ?? '' };
  const good = new Map(Object.values(objects).map((hash) => [hash, server.objects.get(hash)]));
  for (const hash of good.keys()) server.objects.delete(hash);
  for (const [kind, hash] of Object.entries(objects)) {
    const whole = good.get(hash) ?? Buffer.alloc(0);
    for (let at = 0; at < whole.length; at += 1) {
      server.objects.set(hash, flipped(whole, at, next));
      const reported = await sync.tryAgain(kind);
      count.tried(`${kind} byte`, { refused: !parts.objects.hashes().has(hash), reported });
    }
    server.objects.set(hash, whole);
    count.control(kind, await sync.comes(() => parts.objects.hashes().has(hash)));
    say(`${whole.length} bytes of the ${kind} were changed`);
  }

  const positions = quick ? 500 : 10_000;
  for (let index = 0; index < positions; index += 2) {
    server.media.set(media, flipped(bytes, next(mediaBytes), next));
    const reported = await sync.tryAgain('media');
    count.tried('media byte on its way', { refused: !parts.files.all().has(media), reported });
  }
  server.media.set(media, bytes);
  count.control('media', await sync.comes(() => parts.files.media().get(media) === 'held'));
  await sync.stop();
  for (let index = 0; index < positions; index += 2) {
    await writeFile(parts.folder.path(media), flipped(bytes, next(mediaBytes), next));
    agent.passAnHour();
    const isSound = await parts.files.verify(media);
    const isHeld = parts.files.media().get(media) === 'held';
    const [report] = await agent.reports();
    count.tried('media byte on disk', {
      refused: !isSound && !isHeld,
      reported: report?.code ?? null,
    });
  }
  await writeFile(parts.folder.path(media), bytes);
  count.control('media on disk', await parts.files.verify(media));
  say(`${positions} bytes of audio were changed`);
  await wrongKeys(agent, given);
}

/** The agent's two lanes, told when to try. */
function runSync(agent: OpenAgent, { life }: FlipsGiven) {
  const { parts, clock } = agent;
  const end = new AbortController();
  const link = fromServer(parts.link);
  const more = { random: Math.random, limitBytes: null, onChange: () => {} };
  const sync = new Sync({ ...parts, ...more, link, clock, log });
  const note = async () => parts.files.note(parts.timetable.inForce());
  const { bells } = parts;
  const lanes = Promise.allSettled([
    sync.runObjects(bells.objects, end.signal),
    sync.runFiles(bells.files, end.signal),
  ]);
  const stop = async () => {
    end.abort(new Error('enough'));
    await lanes;
  };
  life.add(stop);
  const wake = () => {
    agent.passAnHour();
    sync.retryNow();
    bells.ring('objects', 'files');
  };
  return {
    stop,
    /** Answers how what is wrong with this was reported, or `null` where it was not. */
    async tryAgain(what: string): Promise<string | null> {
      // What was under way before counts for what it was.
      await agent.reports();
      wake();
      return until(
        async () => (await agent.reports()).find((report) => report.what === what)?.code,
        { limitMs: 5000, everyMs: 1, what: `${what} is refused` },
      ).catch(() => null);
    },
    async comes(isHere: () => boolean): Promise<boolean> {
      wake();
      const limits = { limitMs: 5000, everyMs: 2, what: 'what is right is taken' };
      const isTaken = await until(async () => isHere() || undefined, limits).catch(() => false);
      await note();
      return isTaken;
    },
  };
}

/** Whole sets of keys that nobody may hand in. */
async function wrongKeys(agent: OpenAgent, { count, quick }: FlipsGiven): Promise<void> {
  const { server, parts } = agent;
  const before = JSON.stringify(parts.timetable.keys());
  const stranger = () => loadSigner(generateSigningKey().privatePem);
  const good = server.keys();
  const sets: Record<string, () => Keys> = {
    'keys under another recovery key': () => ({
      ...good,
      recovery: { publicKey: stranger().publicKey, approval: null },
    }),
    'keys approved by a stranger': () => {
      const taken = stranger();
      return {
        ...good,
        signing: [{ keyId: taken.keyId, publicKey: taken.publicKey, from: 0 }],
        recovery: { ...good.recovery, approval: server.approve([taken], stranger()) },
      };
    },
    'keys without ours': () => {
      const { keyId, publicKey } = stranger();
      return { ...good, signing: [{ keyId, publicKey, from: 0 }] };
    },
  };
  for (let round = 0; round < (quick ? 5 : 100); round += 1)
    for (const [what, make] of Object.entries(sets)) {
      agent.passAnHour();
      await parts.timetable.learnKeys(make());
      const [report] = await agent.reports();
      const refused = JSON.stringify(parts.timetable.keys()) === before;
      count.tried(what, { refused, reported: report?.code ?? null });
    }
}
