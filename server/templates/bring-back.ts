import { z } from 'zod';
import type { TemplateAnswer } from '../../contract/http/templates.ts';
import { fold } from '../../core/text/fold.ts';
import { AppError } from '../../runtime/error.ts';
import type { PlanDeps } from '../history/plan.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { findTemplate, toTemplate } from './repo.ts';
import { audit, requireFree } from './service.ts';

/** What the audit keeps of a template that was removed: all of it. */
const removal = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(
    z.object({
      template: z.object({
        ...{ area_id: z.string(), name: z.string(), entries: z.string() },
        ...{ user_id: z.string(), created_at: z.number(), version: z.number() },
      }),
    }),
  );

/**
 * Makes a template that was removed what it was, under its old id.
 * @throws AppError `template_not_found` where it was not removed, `template_taken`, `not_allowed`
 */
export async function bringBack(
  deps: PlanDeps,
  principal: Principal,
  id: string,
): Promise<TemplateAnswer> {
  const { db, access } = deps;
  const kept = await removedTemplate(deps, id);
  const { area_id: areaId, name } = kept;
  await access.require(principal, 'broadcast.write', areaId);
  await db.transaction().execute(async (trx) => {
    await requireFree(trx, areaId, name, id);
    await trx
      .insertInto('template')
      .values({ ...kept, id, name_folded: fold(name), version: kept.version + 1 })
      .execute();
    await audit(trx, deps, { principal, action: 'template.create', id, areaId, name });
  });
  const row = await findTemplate(db, principal, id);
  if (!row) throw notRemoved(id);
  return toTemplate(row);
}

async function removedTemplate(
  { db }: PlanDeps,
  id: string,
): Promise<Omit<Database['template'], 'id' | 'name_folded'>> {
  const isThere = await db
    .selectFrom('template')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  const row = await db
    .selectFrom('audit')
    .select('detail')
    .where('action', '=', 'template.remove')
    .where('subject', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const kept = row && !isThere ? removal.safeParse(row.detail) : null;
  if (!kept?.success) throw notRemoved(id);
  return kept.data.template;
}

function notRemoved(id: string): AppError {
  return new AppError('template_not_found', `no template ${id} was removed`);
}
