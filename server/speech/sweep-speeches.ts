import type { Kysely } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';

const keptMs = 24 * 3_600_000;
const batch = 200;

export interface SweepSpeechesDeps {
  db: Kysely<Database>;
  media: MediaStore;
  clock: Clock;
}

/** Removes speeches that nobody asked for in a day and no recording was made of, with their sound. */
export async function sweepSpeeches(deps: SweepSpeechesDeps): Promise<void> {
  while ((await sweepSome(deps)) === batch) await deps.clock.sleep(0);
}

async function sweepSome({ db, media, clock }: SweepSpeechesDeps): Promise<number> {
  const swept = await db.transaction().execute(async (trx) => {
    const unused = await unusedSince(trx, clock.now() - keptMs).execute();
    if (unused.length === 0) return [];
    const ids = unused.map(({ id }) => id);
    await trx.deleteFrom('speech').where('id', 'in', ids).execute();
    await trx.deleteFrom('work').where('kind', '=', 'speak').where('subject', 'in', ids).execute();
    return unused;
  });
  for (const { source_sha256: source } of swept)
    if (source !== null && !(await isNeeded(db, source))) await media.remove(source);
  return swept.length;
}

/** Speeches that nobody needs any more; one look into an index for each that is old enough. */
export function unusedSince(trx: Kysely<Database>, before: number) {
  return trx
    .selectFrom('speech')
    .select(['id', 'source_sha256'])
    .where('used_at', '<', before)
    .where('state', '!=', 'due')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('recording_version')
            .select('recording_version.id')
            .whereRef('recording_version.speech_id', '=', 'speech.id')
            // The index holds no others, and is not used unless this is said.
            .where('recording_version.speech_id', 'is not', null),
        ),
      ),
    )
    .limit(batch);
}

/** Whether a file of sound is also something else's: a recording's, another speech's, an upload's. */
async function isNeeded(db: Kysely<Database>, source: string): Promise<boolean> {
  const [inVersion, inSpeech, inUpload] = await Promise.all([
    db
      .selectFrom('recording_version')
      .select('id')
      .where('source_sha256', '=', source)
      .limit(1)
      .execute(),
    db.selectFrom('speech').select('id').where('source_sha256', '=', source).limit(1).execute(),
    db.selectFrom('upload').select('id').where('source_sha256', '=', source).limit(1).execute(),
  ]);
  return inVersion.length + inSpeech.length + inUpload.length > 0;
}
