import type { HeadBody } from '../../../contract/station/head.ts';
import { signedHead } from '../../../contract/station/head.ts';
import { canonicalJson } from '../../../core/playlist/canonical.ts';
import { generateSigningKey, loadSigner } from '../../../runtime/crypto.ts';
import { considerHead } from '../../../station/head/consider-head.ts';
import { askForKeys } from '../../../station/keys/ask-for-keys.ts';
import { flipped, type FlipsGiven } from './count.ts';
import { log, openAgent, type OpenAgent } from './open-agent.ts';

/** Heads with one byte changed, and whole ones that must not be believed, as the poll fetches and judges them. */
export async function flipHeads(given: FlipsGiven): Promise<void> {
  const { count, next, quick, say } = given;
  const agent = await openAgent('heads', given);
  const { server, parts } = agent;
  trustTime(agent);
  server.publish({});
  const good = server.headBytes ?? Buffer.alloc(0);
  const consider = considering(agent);
  count.control('head', await consider(good));
  await agent.reports();

  const refuse = async (what: string, bytes: Buffer) => {
    const isHeld = await consider(bytes);
    const [report] = await agent.reports();
    const kept = parts.timetable.head()?.bytes.equals(good) === true;
    count.tried(what, { refused: !isHeld && kept, reported: report?.code ?? null });
  };
  for (let at = 0; at < good.length; at += 1) await refuse('head byte', flipped(good, at, next));
  say(`${good.length} bytes of a head were changed`);
  const wrongs = wrongHeads(agent, good, next);
  for (let round = 0; round < (quick ? 5 : 100); round += 1)
    for (const [what, make] of Object.entries(wrongs)) await refuse(what, make());
  // The agent asks again with what it was given last, and takes what is right.
  server.publish({});
  count.control('next head', await consider(server.headBytes ?? Buffer.alloc(0)));
}

/** As the poll does, over HTTP. */
function considering({ server, parts, signal }: OpenAgent): (bytes: Buffer) => Promise<boolean> {
  const deps = {
    ...parts,
    ...{ log, onNews: () => {}, askForKeys: () => askForKeys(parts, signal) },
  };
  return async (bytes) => {
    server.headBytes = bytes;
    const answer = await parts.link.head(null, signal);
    return answer !== null && considerHead(deps, answer.bytes);
  };
}

/** Three exchanges that agree. */
function trustTime({ parts, clock }: OpenAgent): void {
  for (let exchange = 0; exchange < 3; exchange += 1) {
    const at = clock.monotonic();
    parts.air.observe({ sentMs: at, receivedMs: at + 1, serverTime: clock.now() }, 0);
  }
  if (!parts.air.isTrusted()) throw new Error('the time is not trusted');
}

function wrongHeads(
  { server, clock }: OpenAgent,
  good: Buffer,
  next: FlipsGiven['next'],
): Record<string, () => Buffer> {
  const { signature: _, ...body } = signedHead.parse(JSON.parse(good.toString()));
  const with_ = (change: Partial<HeadBody>): HeadBody => ({ ...body, ...change });
  let newest = body.sequence;
  const newer = () => (newest += 1 + next(1000));
  const stranger = () => loadSigner(generateSigningKey().privatePem);
  const signedBy = (value: HeadBody, signer: ReturnType<typeof stranger>) =>
    Buffer.from(canonicalJson({ ...value, signature: signer.sign(canonicalJson(value)) }));
  return {
    'old head': () => server.sign(with_({ sequence: body.sequence - 1 - next(1_000_000) })),
    'head under a used sequence': () => server.sign(with_({ issuedAt: 1 + next(1_000_000) })),
    'expired head': () =>
      server.sign(with_({ sequence: newer(), expiresAt: clock.now() - 1 - next(86_400_000) })),
    'head by a stranger': () => {
      const signer = stranger();
      return signedBy(with_({ sequence: newer(), keyId: signer.keyId }), signer);
    },
    'head by a stranger in our name': () => signedBy(with_({ sequence: newer() }), stranger()),
    'head for another': () =>
      server.sign(with_({ sequence: newer(), endpoint: `another_${next(1000)}` })),
  };
}
