import type { Kysely } from 'kysely';
import { deedInWords, doerInWords } from '../../core/audit/audit-in-words.ts';
import { localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import type { Paper } from '../office/paper.ts';
import type { Database } from '../store/schema.ts';
import { listAudit } from './list.ts';
import type { AuditQuery } from './find-lines.ts';

/** So many lines a file has at most; whoever needs more asks for fewer days at a time. */
export const mostLines = 10_000;

/** The lines as a table, newest first. */
export async function auditTable(
  db: Kysely<Database>,
  query: AuditQuery & { now: number },
): Promise<Paper> {
  const { zone, now } = query;
  const { items } = await listAudit(db, { ...query, limit: mostLines });
  return {
    ...{ superior: null, sender: '', sign: '', place: '', date: localDateOf(now, zone) },
    ...{ name: 'NHẬT KÝ THAO TÁC', subject: '', paragraphs: [], receivers: [], signers: [] },
    isLandscape: true,
    tables: [
      {
        columns: [
          { title: 'Lúc', width: 14 },
          { title: 'Người thực hiện', width: 20 },
          { title: 'Việc', width: 50 },
          { title: 'Địa bàn', width: 20 },
        ],
        rows: items.map((line) => [
          whenOf(line.at, zone),
          doerInWords(line, 'vi'),
          deedInWords(line, 'vi'),
          line.areaName ?? '',
        ]),
      },
    ],
  };
}

/** `30/11/2026 14:05:09`. */
function whenOf(at: number, zone: string): string {
  const [year = '', month = '', day = ''] = localDateOf(at, zone).split('-');
  return `${day}/${month}/${year} ${localTimeOf(at, zone)}`;
}
