import { fold } from '../text/fold.ts';

export const columnMeanings = [
  ...(['commune', 'village', 'name', 'serial', 'sim'] as const),
  ...(['latitude', 'longitude', 'position', 'address', 'power'] as const),
] as const;
/** What the cells of a column say; vendors call it in many ways. */
export type ColumnMeaning = (typeof columnMeanings)[number];

/** Where each meaning stands; columns count from 0. */
export type Columns = Partial<Record<ColumnMeaning, number>>;

const headings: readonly [RegExp, ColumnMeaning][] = [
  [
    /^(?:ten )?(?:xa|xa phuong|phuong xa|phuong|xa thi tran|xa phuong thi tran|commune|ward)$/,
    'commune',
  ],
  [
    /^(?:ten )?(?:thon|xom|thon xom|xom thon|to dan pho|tdp|thon to dan pho|thon xom to dan pho|ap|ban|khu pho|khu dan cu|village|hamlet)$/,
    'village',
  ],
  [
    /^(?:ten )?(?:cum loa|cum|cum thu|thiet bi|loa|diem loa|diem lap|vi tri lap dat|diem lap dat|name|device|cluster|speaker)(?: name)?$/,
    'name',
  ],
  [/^(?:so )?(?:se ?ri|serial|sn|s n|imei)(?: number| no| thiet bi)?$|^ma thiet bi$/, 'serial'],
  [/^(?:so )?(?:sim|thue bao|sim 4g|dien thoai sim)(?: number)?$|^so dien thoai(?: sim)?$/, 'sim'],
  [/^(?:vi do|lat|latitude)$/, 'latitude'],
  [/^(?:kinh do|lon|lng|long|longitude)$/, 'longitude'],
  [/^(?:toa do|toa do gps|gps|vi tri gps|coordinates|position)$/, 'position'],
  [/^(?:dia chi|dia diem|dia chi lap dat|noi lap dat|address|location)$/, 'address'],
  [/^(?:tong )?(?:cong suat)(?: loa| ampli)?(?: w)?$|^(?:power|watts?)(?: w)?$/, 'power'],
];

/** What a heading's words mean; `null` where nobody here knows. */
export function meaningOf(heading: string): ColumnMeaning | null {
  const words = fold(heading)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return headings.find(([form]) => form.test(words))?.[1] ?? null;
}

/** Above the headings stand titles of documents. */
const headingWithin = 20;

/** The row of headings, and what they mean: the first that has a name, village or serial number and another column. */
export function findColumns(
  rows: readonly { line: number; cells: readonly string[] }[],
): { line: number; columns: Columns } | null {
  for (const { line, cells } of rows.slice(0, headingWithin)) {
    const columns: Columns = {};
    for (const [index, cell] of cells.entries()) {
      const meaning = meaningOf(cell);
      if (meaning !== null) columns[meaning] ??= index;
    }
    const count = Object.keys(columns).length;
    const names = columns.name ?? columns.village ?? columns.serial;
    if (names !== undefined && count >= 2) return { line, columns };
  }
  return null;
}
