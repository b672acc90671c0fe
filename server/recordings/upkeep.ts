import type { Kysely } from 'kysely';
import { priorities } from '../../contract/jobs.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { ensureRendition } from './ensure-rendition.ts';
import { findOutdated } from './find-outdated.ts';
import { keepMoving } from './keep-moving.ts';
import { renditionSubject, type RenditionKey } from './rendition-key.ts';
import type { Recipes } from './wanted-recipes.ts';

export interface UpkeepDeps {
  db: Kysely<Database>;
  media: MediaStore;
  recipes: Recipes;
  clock: Clock;
}

/** What became of the library while nobody asked. */
export interface UpkeepResult {
  /** Whose state changed. */
  changed: string[];
  /** On air, and its file is another one now. */
  replaced: string[];
}

/** Keeps versions moving and renditions as the profiles want them. */
export interface Upkeep {
  /** Tells of recordings on air whose file was made anew. */
  replaced(recordingIds: readonly string[]): void;
  /** A round; kick the queue afterwards. */
  run(): Promise<UpkeepResult>;
}

// So few that what somebody waits for finds workers.
const mostAtOnce = 20;
const lookEveryMs = 3600_000;
/** What a worker could not make is not asked for again so soon. */
const failedRestsMs = 24 * 3600_000;

export function createUpkeep(deps: UpkeepDeps): Upkeep {
  const { db, recipes, clock } = deps;
  let replaced = new Set<string>();
  let outdated: RenditionKey[] = [];
  let lookedAt = -Infinity;
  const askForOutdated = async () => {
    const room = mostAtOnce - (await countUnderWay(db));
    if (room <= 0) return;
    if (outdated.length === 0 && clock.now() - lookedAt >= lookEveryMs) {
      outdated = await findOutdated({ db, clock }, recipes);
      // There may be more than one look tells.
      lookedAt = outdated.length > 0 ? -Infinity : clock.now();
    }
    const keys = outdated.splice(0, room);
    const asked = await ask(deps, keys);
    // Whatever is left is under way or does not work.
    if (asked === 0 && outdated.length === 0) lookedAt = clock.now();
  };
  return {
    replaced: (recordingIds) => {
      for (const id of recordingIds) replaced.add(id);
    },
    run: async () => {
      const told = [...replaced];
      replaced = new Set();
      const changed = await keepMoving(deps);
      await askForOutdated();
      return { changed, replaced: told };
    },
  };
}

async function countUnderWay(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('work')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', 'in', ['due', 'queued'])
    .where('priority', '=', priorities.background)
    .where('kind', '=', 'transcode')
    .executeTakeFirstOrThrow();
  return count;
}

/** Gives how many are under way that were not. */
async function ask({ db, clock }: UpkeepDeps, keys: readonly RenditionKey[]): Promise<number> {
  if (keys.length === 0) return 0;
  return await db.transaction().execute(async (trx) => {
    const resting = await trx
      .selectFrom('work')
      .select('subject')
      .where('kind', '=', 'transcode')
      .where('subject', 'in', keys.map(renditionSubject))
      .where((eb) =>
        eb.or([
          eb('state', 'in', ['due', 'queued']),
          eb.and([eb('state', '=', 'failed'), eb('updated_at', '>', clock.now() - failedRestsMs)]),
        ]),
      )
      .execute();
    const subjects = new Set(resting.map(({ subject }) => subject));
    const wanted = keys.filter((key) => !subjects.has(renditionSubject(key)));
    for (const key of wanted) await ensureRendition(trx, key, { clock, priority: 'background' });
    return wanted.length;
  });
}
