import type { Response } from 'express';
import { planRoutes as contract } from '../../contract/http/plans.ts';
import {
  timetableExportRoutes as exportContract,
  type ExportQuery,
} from '../../contract/http/timetable-export.ts';
import { toCsv } from '../../core/week-plan/to-csv.ts';
import { mondayOf } from '../../core/week/monday-of.ts';
import type { PlanDeps } from '../history/plan.ts';
import { handle, handleUpload, type BoundRoute } from '../http/handler.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import { sendSpelt } from '../office/send-spelt.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { exportCalendar, exportTable } from './export.ts';
import { importPlan } from './import-plan.ts';
import { createPlanReader } from './plan-reader.ts';
import { planFileBytes, readPlanFile } from './read-file.ts';
import { toSheet } from './sheet.ts';
import { understandLine } from './understand-line.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface PlanRoutesDeps extends PlanDeps {
  asker: Asker;
  /** In which papers are dated. */
  zone: string;
}

export function planRoutes(deps: PlanRoutesDeps): BoundRoute[] {
  const reader = createPlanReader(deps.clock);
  return [
    ...exportRoutes(deps),
    handleUpload(contract.rows, ({ request }) =>
      receiveUpload(request, {
        limitBytes: planFileBytes,
        take: ({ bytes }) => readPlanFile(bytes, reader),
      }),
    ),
    handle(contract.import, ({ principal, query, body }) =>
      importPlan({ ...deps, reader }, principal, { ...body, ...query }),
    ),
    handle(contract.quickLine, ({ principal, query, body }) =>
      understandLine({ ...deps, reader }, principal, { ...body, ...query }),
    ),
  ];
}

function exportRoutes(deps: PlanRoutesDeps): BoundRoute[] {
  return [
    handle(exportContract.xlsx, async ({ principal, query, response }) => {
      const sheet = await toSheet(await exportTable(deps, principal, query));
      sendFile(response, sheet, { query, ending: 'xlsx', type: xlsxType });
    }),
    handle(exportContract.csv, async ({ principal, query, response }) => {
      const { rows } = await exportTable(deps, principal, query);
      sendFile(response, toCsv(rows), { query, ending: 'csv', type: 'text/csv; charset=utf-8' });
    }),
    handle(exportContract.ics, async ({ principal, query, response }) => {
      const text = await exportCalendar(deps, principal, query);
      sendFile(response, text, { query, ending: 'ics', type: 'text/calendar; charset=utf-8' });
    }),
    handle(exportContract.weekPaper, async ({ principal, query, response }) => {
      const { format, date } = query;
      const spelt = await deps.asker.ask('weekPaper', { principal, query, zone: deps.zone });
      sendSpelt(response, spelt, { format, fileName: `lich-phat-thanh-tuan-${mondayOf(date)}` });
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
