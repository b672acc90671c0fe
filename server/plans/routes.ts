import type { Response } from 'express';
import {
  timetableExportRoutes as contract,
  type ExportQuery,
} from '../../contract/http/timetable-export.ts';
import { toCsv } from '../../core/week-plan/to-csv.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { exportCalendar, exportTable, type ExportDeps } from './export.ts';
import { toSheet } from './sheet.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function planRoutes(deps: ExportDeps): BoundRoute[] {
  return [
    handle(contract.xlsx, async ({ principal, query, response }) => {
      const sheet = await toSheet(await exportTable(deps, principal, query));
      sendFile(response, sheet, { query, ending: 'xlsx', type: xlsxType });
    }),
    handle(contract.csv, async ({ principal, query, response }) => {
      const { rows } = await exportTable(deps, principal, query);
      sendFile(response, toCsv(rows), { query, ending: 'csv', type: 'text/csv; charset=utf-8' });
    }),
    handle(contract.ics, async ({ principal, query, response }) => {
      const text = await exportCalendar(deps, principal, query);
      sendFile(response, text, { query, ending: 'ics', type: 'text/calendar; charset=utf-8' });
    }),
  ];
}

function sendFile(
  response: Response,
  content: Buffer | string,
  { query, ending, type }: { query: ExportQuery; ending: string; type: string },
): void {
  response.set({
    'content-type': type,
    'content-disposition': `attachment; filename="lich-phat-${query.from}.${ending}"`,
  });
  response.end(content);
}
