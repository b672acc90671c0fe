import { sql, type Kysely } from 'kysely';

const statements = [
  `create table campaign_plan (
    campaign_id text primary key references campaign(id),
    kind text not null check (kind in ('programme', 'project', 'year_plan', 'other')),
    lead text, lead_area_id text references area(id), partner_ids text not null,
    funds text not null, targets text not null, events text not null,
    version integer not null, changed_by text not null references user(id),
    changed_at integer not null)`,
  `create table campaign_material (
    id text primary key, campaign_id text not null references campaign(id),
    title text not null, file_name text not null, file_sha256 text not null,
    bytes integer not null, uploaded_by text not null references user(id),
    uploaded_at integer not null, removed_at integer)`,
  `create index campaign_material_campaign on campaign_material (campaign_id)`,
  `create index campaign_material_file on campaign_material (file_sha256)`,
  `create table material_fetch (
    material_id text not null references campaign_material(id),
    user_id text not null references user(id), first_at integer not null,
    last_at integer not null, times integer not null,
    primary key (material_id, user_id)) without rowid`,
];

/** What a campaign sets out to do, with whom and by what means, and what is handed to commune staff. */
export const campaignPlan = {
  name: '0021-campaign-plan',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
