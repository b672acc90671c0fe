import { sql, type Kysely } from 'kysely';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import type { Database } from '../store/schema.ts';

type UnheardBy = NonNullable<EndpointAnswer['health']['unheardBy']>;

const rememberedMs = 7 * 86_400_000;

/**
 * Endpoints of whose last item somebody near said that it is not heard, though it was played by the machine or by
 * hand, or given to a receiver, which cannot tell. A later word contradicts, and so does a later play that a
 * microphone heard. What did not play is told elsewhere.
 */
export async function readUnheardBy(
  db: Kysely<Database>,
  ids: readonly string[],
  now: number,
): Promise<Map<string, UnheardBy>> {
  const { rows } = await sql<UnheardBy & { id: string }>`
    with said as (
      select w.endpoint_id, w.starts_at, w.title, w.word, w.said_by,
        row_number() over (partition by w.endpoint_id order by w.starts_at desc, w.said_at desc) as place
      from listener_word w join endpoint e on e.id = w.endpoint_id
      where w.starts_at >= ${now - rememberedMs}
        and w.endpoint_id in (select value from json_each(${JSON.stringify(ids)}))
        and (w.word <> 'nothing' or case
          when e.declares = 1 then exists (
            select 1 from declaration d where d.endpoint_id = w.endpoint_id
              and d.entry_key = w.entry_key and d.starts_at = w.starts_at and d.aired = 1)
          when e.kind = 'receiver' then 1
          else exists (
            select 1 from play p where p.endpoint_id = w.endpoint_id and p.entry_key = w.entry_key
              and p.due_at = w.starts_at and p.heard_ms > 0) end)
    )
    select endpoint_id as id, starts_at as at, title, said_by as "by" from said
    where place = 1 and word = 'nothing' and not exists (
      select 1 from play p where p.endpoint_id = said.endpoint_id
        and p.ear in ('heard', 'weak', 'clipped') and p.started_at > said.starts_at)`.execute(db);
  return new Map(rows.map(({ id, ...said }) => [id, said]));
}
