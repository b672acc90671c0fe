import { z } from 'zod';
import { isAllowed } from '../../core/access/roles.ts';
import type { RoyaltyClosingAnswer, RoyaltyPieceAnswer } from '../../contract/http/royalties.ts';
import { sumRoyalties, type RoyaltyLine, type RoyaltySums } from '../../core/royalty/royalty.ts';
import { countPending } from '../reports/air/count-pending.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import { isOfContributor, listPieces } from './pieces.ts';
import { closingOf } from './read-closings.ts';
import type { RoyaltyQuery } from './royalty-query.ts';

/** Before any broadcast that is known. */
const firstDay = '2000-01-01';

/** A line for each contributor. */
export async function royaltyLines(query: RoyaltyQuery & { now: number }): Promise<{
  total: RoyaltySums;
  items: RoyaltyLine[];
  pending: number;
  closing: RoyaltyClosingAnswer | null;
}> {
  const { lines, total } = sumRoyalties(await listPieces(query));
  const { from, to } = query.filter;
  // What was heard on an earlier day that is not summed up yet is not of these days at all.
  const days = { from: from < firstDay ? from : firstDay, to };
  const pending = await countPending({ ...query, filter: days });
  return { total, items: lines, pending, closing: await readClosing(query) };
}

/** Who closed it, for those who may read of that area. */
async function readClosing({ db, tree, principal, filter }: RoyaltyQuery) {
  const mayRead = isAllowed(principal.grants, 'read', filter.areaId, tree.areas);
  return mayRead ? closingOf(db, filter) : null;
}

const place = z.tuple([z.string(), z.string()]);

/** The pieces of a line, or of all, page by page. */
export async function royaltyRows(
  query: RoyaltyQuery & PageQuery & { key?: string | undefined },
): Promise<Page<RoyaltyPieceAnswer>> {
  const { key, limit, cursor } = query;
  const [date, id] = readCursor(cursor, place) ?? ['', ''];
  const pieces = (await listPieces(query)).filter(
    (piece) =>
      (key === undefined || isOfContributor(piece, key)) &&
      (piece.airedOn > date || (piece.airedOn === date && piece.recordingId > id)),
  );
  return toPage(pieces.slice(0, limit + 1), limit, ({ airedOn, recordingId }) => [
    airedOn,
    recordingId,
  ]);
}
