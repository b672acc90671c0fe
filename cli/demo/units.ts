import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { areaRoutes } from '../../contract/http/areas.ts';
import { packageRoot } from '../package-root.ts';

/** A body of `POST /areas/import`, but for the area that all comes under. */
export type UnitTree = Omit<
  z.input<NonNullable<(typeof areaRoutes.importMany)['body']>>,
  'underId'
>;

const kinds = ['Thành phố', 'Thị trấn', 'Thị xã', 'Huyện', 'Phường', 'Xã'];
const reform = { lastDay: '2025-06-30', firstDay: '2025-07-01' };

/** Ninh Bình since the reform of 2025: a province and its 129 communes and wards, no districts. */
export function ninhBinh2025(): UnitTree {
  const communes = readUnits('ninhbinh_2025_units.csv').map(([, code = '', name = '']) =>
    unit(code, name, '37'),
  );
  return {
    validFrom: reform.firstDay,
    validTo: null,
    areas: [{ code: '37', name: 'Tỉnh Ninh Bình', kind: 'tỉnh', parentCode: null }, ...communes],
  };
}

/** Nam Định as listed in 2017: a province, 10 districts, 229 communes; when each began is unknown. */
export function namDinh2017(): UnitTree {
  const rows = readUnits('namdinh_2017_units.csv');
  const districts = new Map(rows.map(([, code = '', name = '']) => [code, name]));
  return {
    validFrom: null,
    validTo: reform.lastDay,
    areas: [
      { code: '36', name: 'Tỉnh Nam Định', kind: 'tỉnh', parentCode: null },
      ...[...districts].map(([code, name]) => unit(code, name, '36')),
      ...rows.map(([, district = '', , code = '', name = '']) => unit(code, name, district)),
    ],
  };
}

function unit(code: string, name: string, parentCode: string) {
  const kind = kinds.find((word) => name.startsWith(`${word} `));
  if (kind === undefined) throw new Error(`an administrative unit of no known kind: ${name}`);
  return { code, name, kind: kind.toLowerCase(), parentCode };
}

/** The lists have no quoted fields. */
function readUnits(file: string): string[][] {
  const text = readFileSync(join(packageRoot(), 'cli/demo/data', file), 'utf8');
  const [, ...lines] = text.trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}
