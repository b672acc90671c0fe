import { insist, type Awake } from './awake.ts';
import { fetchFiles } from './fetch-files.ts';
import { nextEntry, record, takeHead, takePlaylist } from './simulated-endpoint.ts';

const spread = 0.2;
const statusMs = 300_000;
const limitBytes = 1_000_000;
const rowsAtOnce = 200;
/** How often it looks whether there is something to play or to prove. */
const lookMs = 1000;

/** Asks for the head for ever, and fetches what it names. */
export async function poll(awake: Awake, signal: AbortSignal): Promise<never> {
  const { held, link, deps, chance } = awake;
  let etag: string | null = null;
  for (;;) {
    const answer = await insist(awake, 'head', () => link.head(etag, signal), signal);
    const isFirst = held.head === null;
    if (answer && takeHead(held, answer.bytes, deps)) {
      if (isFirst) deps.tally.took('first head', deps.clock.monotonic() - awake.bornAt);
      etag = answer.etag;
      await fetchNamed(awake, signal);
    }
    const restMs = deps.pollMs * (1 - spread + 2 * spread * chance());
    await Promise.race([deps.clock.sleep(restMs, signal), awake.nudged()]);
    signal.throwIfAborted();
  }
}

/** What one of the fleet has fetched serves those that hear the same, unless all is to be fetched by each. */
async function fetchNamed(awake: Awake, signal: AbortSignal): Promise<void> {
  const { held, link, deps } = awake;
  for (const hash of new Set(held.days.values())) {
    if (deps.playlists.has(hash) && !deps.hasMedia) continue;
    const ask = () => link.object(hash, limitBytes, signal);
    takePlaylist(hash, await insist(awake, 'object', ask, signal), deps);
  }
  if (deps.hasMedia) await fetchFiles(awake, signal);
}

/** Sounds nothing, but keeps the hours: what is due from now on is written down when it has ended. */
export async function play({ held, deps }: Awake, signal: AbortSignal): Promise<never> {
  const { clock, playlists } = deps;
  const since = clock.now();
  for (;;) {
    const next = nextEntry(held, playlists, since);
    const waitMs = next ? next.entry.startsAt - clock.now() : lookMs;
    if (!next || waitMs > 0) {
      await clock.sleep(Math.min(lookMs, Math.max(waitMs, 1)), signal);
      continue;
    }
    const { startsAt, durationMs } = next.entry;
    await clock.sleep(startsAt + durationMs - clock.now(), signal).catch(() => {});
    const reason = signal.aborted ? 'power_loss' : 'completed';
    record(held, next, { at: clock.now(), reason }, deps);
    signal.throwIfAborted();
  }
}

/** Sends proofs until each is accepted. */
export async function prove(awake: Awake, signal: AbortSignal): Promise<never> {
  const { held, link, deps } = awake;
  for (;;) {
    const rows = held.due.slice(0, rowsAtOnce);
    if (rows.length > 0) {
      const { results } = await insist(awake, 'plays', () => link.plays({ rows }, signal), signal);
      const settled = new Set(results.map(({ playId }) => playId));
      held.due = held.due.filter(({ playId }) => !settled.has(playId));
      for (const { accepted, code } of results)
        if (accepted) deps.tally.count('plays accepted');
        else deps.tally.wrong(`a play was refused: ${code}`);
    }
    await deps.clock.sleep(lookMs, signal);
  }
}

/** Tells how the endpoint is, every few minutes. */
export async function tell(awake: Awake, signal: AbortSignal): Promise<never> {
  const { held, link, deps, chance, offsetMs } = awake;
  for (;;) {
    const named = [...new Set(held.days.values())].filter((hash) => deps.playlists.has(hash));
    const send = () =>
      link.status(
        {
          ...{ nonce: String(chance()), clockTrusted: true, clockOffsetMs: Math.round(offsetMs()) },
          clock: Math.floor(deps.clock.now() + offsetMs()),
          headSequence: held.head?.sequence ?? null,
          ...{ complete: named.slice(0, 16), incomplete: [], playing: null, incidents: [] },
          ...{ version: 'fleet', diskFreeBytes: 8_000_000_000 },
        },
        signal,
      );
    await insist(awake, 'status', send, signal);
    await deps.clock.sleep(statusMs * (1 - spread + 2 * spread * chance()), signal);
  }
}
