import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { BroadcastVersionAnswer } from '../../contract/http/history.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import { selectVersions, toKeptVersion } from './kept-version.ts';
import type { NamesDeps } from './names.ts';
import { versionsInWords } from './versions-in-words.ts';

const versionKey = z.tuple([z.number()]);

/** The versions of a broadcast, newest first, each with what it changed. */
export async function listVersions(
  deps: NamesDeps,
  broadcastId: string,
  { limit, cursor, language }: PageQuery & { language: Language },
): Promise<Page<BroadcastVersionAnswer>> {
  const after = readCursor(cursor, versionKey);
  const rows = await selectVersions(deps.db)
    .where('version.broadcast_id', '=', broadcastId)
    .$if(after !== null, (all) => all.where(sql<SqlBool>`version.version < ${after?.[0] ?? null}`))
    .orderBy('version.version', 'desc')
    // The one after the page tells what the last of the page changed.
    .limit(limit + 1)
    .execute();
  const kept = rows.map(toKeptVersion);
  const page = toPage(kept, limit, ({ version }) => [version]);
  const pairs = page.items.map(({ row }, index) => ({
    before: kept[index + 1]?.row ?? null,
    after: row,
  }));
  const words = await versionsInWords(deps, pairs, language);
  return {
    ...page,
    items: page.items.map(({ version, what, at, userName, row }, index) => ({
      version,
      what,
      at,
      userName,
      state: row.state,
      title: row.title,
      changes: words[index] ?? [],
    })),
  };
}
