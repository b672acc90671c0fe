import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keysObject } from '../../../contract/station/objects.ts';

/** Who has been paired. */
export interface Paired {
  id: string;
  secret: string;
}

/**
 * Writes who the fleets are, as if each had been paired by its own process, so many to a fleet; answers their
 * folders.
 */
export async function writeMembers(
  folder: string,
  { origin, paired, each }: { origin: string; paired: readonly Paired[]; each: number },
): Promise<string[]> {
  const [first] = paired;
  const answer = await fetch(`${origin}/station/v1/keys`, {
    headers: { authorization: `Loa ${first?.id}:${first?.secret}` },
  });
  const keys = keysObject.parse(await answer.json());
  const folders: string[] = [];
  for (let at = 0; at < paired.length; at += each) {
    const own = join(folder, String(at));
    await mkdir(own, { recursive: true });
    const some = paired.slice(at, at + each);
    const lines = some.map(({ id, secret }) => JSON.stringify({ endpointId: id, secret, keys }));
    await writeFile(join(own, 'endpoints.jsonl'), `${lines.join('\n')}\n`, { mode: 0o600 });
    folders.push(own);
  }
  return folders;
}
