import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../store/schema.ts';
import { searchWordsOf } from './search-words.ts';

type Db = Kysely<Database>;

const words = z.array(z.string());

/** Keeps the words of these recordings as they are now. */
export async function indexRecordings(trx: Db, ids: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom('recording')
    .innerJoin('recording_version as latest', 'latest.id', 'recording.latest_version_id')
    .leftJoin('programme', 'programme.id', 'recording.programme_id')
    .leftJoin('campaign', 'campaign.id', 'recording.campaign_id')
    .leftJoin('partner', 'partner.id', 'recording.partner_id')
    .select(['recording.search_id', 'recording.title', 'recording.contributor'])
    .select(['recording.tags', 'recording.transcript', 'latest.spoken_text'])
    .select(['programme.name as programme', 'campaign.name as campaign', 'partner.name as partner'])
    .where('recording.id', 'in', ids)
    .execute();
  for (const { search_id: place, tags, spoken_text: spoken, ...texts } of rows) {
    if (place === null) continue;
    const { title, contributor, transcript, programme, campaign, partner } = texts;
    const text = searchWordsOf([
      ...[title, ...words.parse(JSON.parse(tags)), contributor, programme, campaign, partner],
      ...[transcript, spoken],
    ]);
    await sql`delete from recording_search where rowid = ${place}`.execute(trx);
    await sql`insert into recording_search (rowid, words) values (${place}, ${text})`.execute(trx);
  }
}
