import type { Area } from '../../core/area/area.ts';
import { AppError } from '../../runtime/error.ts';

/** One line of a list of areas. */
export interface ImportRow {
  code: string;
  name: string;
  kind: string;
  /** Code of a parent in the same list; `null` for a child of the area it goes under. */
  parentCode: string | null;
}

export interface ImportRequest {
  underId: string;
  validFrom: string | null;
  validTo: string | null;
  rows: readonly ImportRow[];
  existing: Iterable<Area>;
  newId: () => string;
}

export interface ImportPlan {
  /** Parents before children. */
  added: Area[];
  /** Those that exist under the same parent, left as they are. */
  kept: Area[];
}

/**
 * What a list of areas adds under one of the tree.
 * @throws AppError `area_code_taken`, `area_not_found`
 */
export function planImport(request: ImportRequest): ImportPlan {
  const { underId, validFrom, validTo, newId } = request;
  const existing = new Map([...request.existing].map((area) => [identity(area), area]));
  const plan: ImportPlan = { added: [], kept: [] };
  const idByCode = new Map<string, string>();
  for (const { code, name, kind, parentCode } of parentsFirst(request.rows)) {
    const parentId = parentCode === null ? underId : (idByCode.get(parentCode) ?? underId);
    const here = existing.get(identity({ code, validFrom }));
    if (here && here.parentId !== parentId) {
      throw new AppError('area_code_taken', `the code ${code} belongs to ${here.name}`);
    }
    const area = here ?? {
      ...{ id: newId(), code, name, kind, parentId },
      ...{ validFrom, validTo, tags: [] },
    };
    idByCode.set(code, area.id);
    (here ? plan.kept : plan.added).push(area);
  }
  return plan;
}

/** What tells areas apart: codes are used again. */
function identity({ code, validFrom }: Pick<Area, 'code' | 'validFrom'>): string {
  return `${code} ${validFrom ?? ''}`;
}

function parentsFirst(rows: readonly ImportRow[]): ImportRow[] {
  const byCode = new Map<string, ImportRow>();
  for (const row of rows) {
    if (byCode.has(row.code)) {
      throw new AppError('area_code_taken', `the code ${row.code} stands twice in the list`);
    }
    byCode.set(row.code, row);
  }
  const depthOf = (row: ImportRow): number => {
    let depth = 0;
    for (let at = row; at.parentCode !== null; depth += 1) {
      const parent = byCode.get(at.parentCode);
      if (!parent || depth > rows.length) {
        throw new AppError('area_not_found', `the parent of ${row.code} is not in the list`);
      }
      at = parent;
    }
    return depth;
  };
  return rows
    .map((row) => ({ row, depth: depthOf(row) }))
    .sort((a, b) => a.depth - b.depth)
    .map(({ row }) => row);
}
