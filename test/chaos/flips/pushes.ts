import { checkPush } from '../../../cli/demo/check-push.ts';
import { signedHead } from '../../../contract/station/head.ts';
import { systemClock, offsetClock } from '../../../runtime/clock.ts';
import { generateSigningKey, loadSigner, signPush } from '../../../runtime/crypto.ts';
import { StationProtocolServer } from '../../support/station-protocol-server.ts';
import { flipped, type FlipsGiven } from './count.ts';

const clock = systemClock();
const url = 'http://receiver.example/push';

/** Pushes with one byte changed, replayed later, elsewhere or after a newer one, or signed by others. */
export function flipPushes({ count, next, quick, say }: FlipsGiven): void {
  const server = new StationProtocolServer();
  const push = () => {
    server.publish({});
    const head = signedHead.parse(JSON.parse(String(server.headBytes)));
    const body = JSON.stringify({ head, playlists: [String(server.playlist?.bytes)] });
    return { sequence: head.sequence, body };
  };
  const keys = server.keys();
  const check = (
    request: { url: string; body: string; signature: string },
    heldSequence = 0,
    at = clock,
  ) => checkPush({ request, keys, heldSequence, clock: at });
  const refuse = (what: string, checked: ReturnType<typeof check>) =>
    count.tried(what, { refused: !checked.ok, reported: checked.ok ? null : checked.code });

  const { sequence, body } = push();
  const signature = signPush({ method: 'POST', url, body }, server.signer, clock);
  const whole = { url, body, signature };
  count.control('push', check(whole).ok);
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.length; at += 1)
    refuse('push body byte', check({ ...whole, body: String(flipped(bytes, at, next)) }));
  const header = Buffer.from(signature);
  for (let at = 0; at < header.length; at += 1) {
    const changed = flipped(header, at, next).toString('latin1');
    refuse('push header byte', check({ ...whole, signature: changed }));
  }
  for (let round = 0; round < (quick ? 20 : 500); round += 1) {
    const lateMs = 5 * 60_000 + 1000 + next(86_400_000);
    refuse('push replayed later', check(whole, 0, offsetClock(clock, lateMs)));
    refuse('push before its time', check(whole, 0, offsetClock(clock, -lateMs)));
    refuse('push replayed elsewhere', check({ ...whole, url: `${url}/${next(1000)}` }));
    refuse('push replayed after a newer one', check(whole, sequence + 1 + next(1000)));
    const stranger = loadSigner(generateSigningKey().privatePem);
    const theirs = signPush({ method: 'POST', url, body }, stranger, clock);
    refuse('push by a stranger', check({ ...whole, signature: theirs }));
    const ours = theirs.replace(stranger.keyId, server.signer.keyId);
    refuse('push by a stranger in our name', check({ ...whole, signature: ours }));
  }
  const later = push().body;
  const renewed = signPush({ method: 'POST', url, body: later }, server.signer, clock);
  count.control('later push', check({ url, body: later, signature: renewed }, sequence).ok);
  say(`${bytes.length + header.length} bytes of a push were changed`);
}
