import { fold } from '../text/fold.ts';

/** A unit of a list, as an import of areas takes it. */
export interface ListedArea {
  code: string;
  name: string;
  kind: string;
  /** Code of another one of the list; `null`: it comes right under what all are put under. */
  parentCode: string | null;
}

/** What is wrong with a line; it is left out. */
export type AreaLineFault = 'no_name' | 'no_code' | 'code_twice';

export interface AreaList {
  areas: ListedArea[];
  /** Lines count from 1. */
  faults: { line: number; fault: AreaLineFault }[];
}

type Meaning = 'code' | 'name' | 'kind' | 'parentCode' | 'parentName';

const headings: readonly [RegExp, Meaning][] = [
  [/^(?:district|huyen|quan huyen|ten huyen|ten quan huyen|ten cap tren)$/, 'parentName'],
  [
    /^(?:district code|province code|ma huyen|ma quan huyen|ma tinh|ma cap tren|parent code)$/,
    'parentCode',
  ],
  [/^(?:code|ma|ma so|ma xa|ma dvhc|ma don vi|ward code|commune code)$/, 'code'],
  [/^(?:name|full name|ten|ten xa|ten don vi|xa|xa phuong|phuong xa|don vi|commune|ward)$/, 'name'],
  [/^(?:kind|cap|loai|loai hinh)$/, 'kind'],
];

/** Longest first: Thị xã is no Xã. */
const kinds = [
  ...['Tổ dân phố', 'Khu dân cư', 'Thành phố', 'Thị trấn', 'Khu phố', 'Đặc khu', 'Thị xã'],
  ...['Phường', 'Huyện', 'Tỉnh', 'Quận', 'Thôn', 'Xóm', 'Bản', 'Làng', 'Xã', 'Ấp'],
];
const usual: readonly Meaning[] = ['code', 'name', 'parentCode'];
const unknownKind = 'đơn vị';

/** Text of a spreadsheet or a CSV file as cells; the sign that stands most in the first line parts them. */
export function cellsOf(text: string): string[][] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const count = (sign: string) => first.split(sign).length;
  const [mark = ','] = ['\t', ';', ','].sort((a, b) => count(b) - count(a));
  return lines.map((line) => line.split(mark).map((cell) => unquoted(cell.trim())));
}

/**
 * Understands a list of administrative units: by the headings of its columns, or code and name in this order
 * where it has none. Where lines name a higher unit with its code, that one is of the list too.
 * @param underCode of the area that all are put under: it is nobody's parent in the list
 */
export function understandAreaList(
  rows: readonly (readonly string[])[],
  underCode: string,
): AreaList {
  const [head = []] = rows;
  const meanings = head.map(meaningOf);
  const hasHeadings = meanings.includes('name');
  const columns: readonly (Meaning | null)[] = hasHeadings ? meanings : usual;
  const found = new Map<string, ListedArea>();
  const faults: AreaList['faults'] = [];
  rows.forEach((cells, nth) => {
    if (hasHeadings && nth === 0) return;
    const cell = (meaning: Meaning) => cells[lastOf(columns, meaning)]?.trim() ?? '';
    const [code, name, above] = [cell('code'), cell('name'), cell('parentCode')];
    const fault = faultOf(found, { code, name });
    if (fault !== null) {
      faults.push({ line: nth + 1, fault });
      return;
    }
    const parentCode = above === '' || above === underCode ? null : above;
    const aboveName = cell('parentName');
    if (parentCode !== null && aboveName !== '' && !found.has(parentCode))
      found.set(parentCode, unit(parentCode, aboveName, null, ''));
    found.set(code, unit(code, name, parentCode, cell('kind')));
  });
  return { areas: [...found.values()].map((area) => withKnownParent(area, found)), faults };
}

/** Of a province and a district, the nearer one stands nearer. */
function lastOf(columns: readonly (Meaning | null)[], meaning: Meaning): number {
  return columns.lastIndexOf(meaning);
}

function faultOf(
  found: ReadonlyMap<string, ListedArea>,
  { code, name }: { code: string; name: string },
): AreaLineFault | null {
  if (name === '') return 'no_name';
  if (!/^[0-9A-Za-z.-]{1,20}$/.test(code)) return 'no_code';
  return found.has(code) ? 'code_twice' : null;
}

/** A code that no line of the list has says nothing. */
function withKnownParent(area: ListedArea, found: ReadonlyMap<string, ListedArea>): ListedArea {
  const isKnown = area.parentCode !== null && found.has(area.parentCode);
  return isKnown && area.parentCode !== area.code ? area : { ...area, parentCode: null };
}

function unit(code: string, name: string, parentCode: string | null, kind: string): ListedArea {
  const folded = fold(name);
  const named = kinds.find((one) => folded.startsWith(`${fold(one)} `)) ?? unknownKind;
  return { code, name, kind: (kind || named).toLowerCase(), parentCode };
}

function meaningOf(heading: string): Meaning | null {
  const words = fold(heading)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return headings.find(([form]) => form.test(words))?.[1] ?? null;
}

function unquoted(cell: string): string {
  return /^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
