import { sql, type Kysely, type SqlBool } from 'kysely';
import type { ProgrammeAnswer } from '../../contract/http/programmes.ts';
import { fold } from '../../core/text/fold.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

/** Programmes belong to no area: everybody files under the same. */
export interface ProgrammesService {
  list(query: PageQuery): Promise<Page<ProgrammeAnswer>>;
  create(principal: Principal, given: { name: string; tag: string }): Promise<ProgrammeAnswer>;
}

export interface ProgrammesDeps {
  db: Kysely<Database>;
  clock: Clock;
}

export function createProgrammesService({ db, clock }: ProgrammesDeps): ProgrammesService {
  return {
    list: (query) => list(db, query),
    create: async (principal, { name, tag }) => {
      const row = { id: newId(clock), name, name_folded: fold(name), tag };
      await db.transaction().execute(async (trx) => {
        const taken = await trx
          .selectFrom('programme')
          .select('id')
          .where('name', '=', name)
          .executeTakeFirst();
        if (taken) throw new AppError('programme_taken', `there is a programme ${name} already`);
        await trx.insertInto('programme').values(row).execute();
        await recordAudit(trx, {
          clock,
          userId: principal.userId,
          action: 'programme.create',
          subject: row.id,
          areaId: null,
          detail: { name, tag },
        });
      });
      return { id: row.id, name, tag };
    },
  };
}

async function list(db: Kysely<Database>, query: PageQuery): Promise<Page<ProgrammeAnswer>> {
  const after = readCursor(query.cursor, nameKey);
  const rows = await db
    .selectFrom('programme')
    .selectAll()
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(name_folded, id) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('name_folded')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const page = toPage(rows, query.limit, (row) => [row.name_folded, row.id]);
  return { ...page, items: page.items.map(({ id, name, tag }) => ({ id, name, tag })) };
}

/** @throws AppError `programme_not_found` */
export async function requireProgramme(db: Kysely<Database>, id: string): Promise<void> {
  const row = await db.selectFrom('programme').select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('programme_not_found', `there is no programme ${id}`);
}
