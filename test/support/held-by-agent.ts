import { join } from 'node:path';
import { signedHead, type SignedHead } from '../../contract/station/head.ts';
import { openDatabase } from '../../runtime/database.ts';
import { keyRing, type KeyRing } from '../../station/keys/key-ring.ts';
import type { AgentPlace } from './station-agent.ts';
import { until } from './until.ts';

/** What an agent holds on disk, while it runs or afterwards. */
export function heldBy({ dataFolder }: AgentPlace): {
  head: SignedHead | null;
  ring: KeyRing | null;
} {
  const sqlite = openDatabase(join(dataFolder, 'station.sqlite'), { readonly: true });
  try {
    const head = sqlite.prepare('select bytes from head').get() as { bytes: Buffer } | undefined;
    const ring = sqlite.prepare("select value from fact where name = 'keys'").get() as
      { value: string } | undefined;
    return {
      head: head ? signedHead.parse(JSON.parse(head.bytes.toString())) : null,
      ring: ring ? keyRing.parse(JSON.parse(ring.value)) : null,
    };
  } finally {
    sqlite.close();
  }
}

/** Waits until an agent holds a head that is as it should be. */
export function untilHead(
  place: AgentPlace,
  isRight: (head: SignedHead) => boolean,
  what: string,
): Promise<SignedHead> {
  return until(
    async () => {
      const { head } = heldBy(place);
      return head && isRight(head) ? head : undefined;
    },
    { limitMs: 40_000, what },
  );
}
