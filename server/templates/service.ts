import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { TemplateAnswer } from '../../contract/http/templates.ts';
import type { TimetableChange } from '../../contract/http/timetable-change.ts';
import { takeWeek } from '../../core/template/take-week.ts';
import type { WeekEntry } from '../../core/template/week-entry.ts';
import { fold } from '../../core/text/fold.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { PlanDeps } from '../history/plan.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { readEntries } from './entries-column.ts';
import { entriesForArea } from './for-area.ts';
import { readWeek, toFiled } from './ground.ts';
import { lay, type LayHow } from './lay.ts';
import { findTemplate, toTemplate, type TemplateRow } from './repo.ts';

type Db = Kysely<Database>;

export interface TemplatesService {
  get(
    principal: Principal,
    id: string,
  ): Promise<{ template: TemplateAnswer; entries: WeekEntry[] }>;
  create(
    principal: Principal,
    given: { areaId: string; name: string; monday: LocalDate },
  ): Promise<TemplateAnswer>;
  /** The version is the one that the person saw. */
  rename(
    principal: Principal,
    id: string,
    given: { name: string; version: number },
  ): Promise<TemplateAnswer>;
  remove(principal: Principal, id: string, seen: number): Promise<void>;
  apply(
    principal: Principal,
    id: string,
    given: { areaId: string; monday: LocalDate } & LayHow,
  ): Promise<TimetableChange>;
}

export function createTemplatesService(deps: PlanDeps): TemplatesService {
  const { db, access } = deps;
  return {
    get: async (principal, id) => {
      const row = await requireTemplate(db, principal, id);
      return { template: toTemplate(row), entries: readEntries(row.entries) };
    },
    create: async (principal, given) => create(deps, principal, given),
    rename: async (principal, id, { name, version }) => {
      const { area_id: areaId } = await requireTemplate(db, principal, id);
      await access.require(principal, 'broadcast.write', areaId);
      await db.transaction().execute(async (trx) => {
        await requireFree(trx, areaId, name, id);
        const changed = { name, name_folded: fold(name), version: version + 1 };
        const row = await trx
          .updateTable('template')
          .set(changed)
          .where('id', '=', id)
          .where('version', '=', version)
          .returning('id')
          .executeTakeFirst();
        if (!row) throw changedMeanwhile();
        await audit(trx, deps, { principal, action: 'template.update', id, areaId, name });
      });
      return toTemplate(await requireTemplate(db, principal, id));
    },
    remove: async (principal, id, seen) => {
      const { area_id: areaId, name } = await requireTemplate(db, principal, id);
      await access.require(principal, 'broadcast.write', areaId);
      await db.transaction().execute(async (trx) => {
        const row = await trx
          .deleteFrom('template')
          .where('id', '=', id)
          .where('version', '=', seen)
          .returning(['area_id', 'name', 'entries', 'user_id', 'created_at', 'version'])
          .executeTakeFirst();
        if (!row) throw changedMeanwhile();
        const removed = { principal, action: 'template.remove' as const, id, areaId, name };
        // It can be brought back from there.
        await audit(trx, deps, removed, { template: row });
      });
    },
    apply: async (principal, id, { areaId, monday, ...how }) => {
      const template = await requireTemplate(db, principal, id);
      const range = { from: template.area_id, to: areaId };
      const entries = await entriesForArea(db, readEntries(template.entries), range);
      return lay(
        deps,
        principal,
        { week: { entries, onlyOnce: [] }, areaId, withBeneath: false, monday },
        { ...how, what: 'template', detail: { templateId: id, name: template.name } },
      );
    },
  };
}

async function create(
  deps: PlanDeps,
  principal: Principal,
  { areaId, name, monday }: { areaId: string; name: string; monday: LocalDate },
): Promise<TemplateAnswer> {
  const { db, access, clock } = deps;
  if (!(await access.areas()).has(areaId))
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  await access.require(principal, 'broadcast.write', areaId);
  const rows = await readWeek(db, { areaId, withBeneath: false }, monday);
  const { entries } = takeWeek(rows.map(toFiled), monday);
  if (entries.length === 0)
    throw new AppError('week_empty', 'that week has nothing but what recurs');
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    await requireFree(trx, areaId, name, id);
    await trx
      .insertInto('template')
      .values({
        ...{ id, area_id: areaId, name, name_folded: fold(name), version: 1 },
        entries: JSON.stringify(entries),
        user_id: principal.userId,
        created_at: clock.now(),
      })
      .execute();
    await audit(trx, deps, { principal, action: 'template.create', id, areaId, name });
  });
  return toTemplate(await requireTemplate(db, principal, id));
}

async function requireTemplate(db: Db, principal: Principal, id: string): Promise<TemplateRow> {
  const row = await findTemplate(db, principal, id);
  if (!row) throw new AppError('template_not_found', `there is no template ${id}`);
  return row;
}

/** @throws AppError `template_taken` where another one of the area bears that name */
export async function requireFree(
  trx: Db,
  areaId: string,
  name: string,
  id: string,
): Promise<void> {
  const other = await trx
    .selectFrom('template')
    .select('id')
    .where('area_id', '=', areaId)
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (other) throw new AppError('template_taken', `there is a template ${name} already`);
}

function changedMeanwhile(): AppError {
  return new AppError('template_changed', 'it was changed meanwhile; look again');
}

export async function audit(
  trx: Transaction<Database>,
  { clock }: PlanDeps,
  given: { principal: Principal; action: AuditAction; id: string; areaId: string; name: string },
  more: Record<string, unknown> = {},
): Promise<void> {
  const { principal, action, id, areaId, name } = given;
  const { userId } = principal;
  const detail = { name, ...more };
  await recordAudit(trx, { clock, userId, action, subject: id, areaId, detail });
}
