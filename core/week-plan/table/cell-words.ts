import { fold } from '../../text/fold.ts';

/** What spreadsheets take for a formula; our own export puts an apostrophe before it. */
const guard = /^'(?='*[=+\-@\t\r])/;
const invisible = /[\u200B-\u200D\u2060\uFEFF\u00AD]/g;
const bullet = /^(?:[-–—+*•▪●◦✓➢]+\s+|[-–—•▪●◦✓➢]+(?=\p{L})|\d{1,2}[.)]\s+(?=\p{L}))/u;
const secondTime = /\p{L}[^\p{L}\p{N}]*[,;.+]\s*\d{1,2}(?:\s?(?:h|giờ|gio)(?!\p{L})|:\d\d)/iu;
const leadingTime = /^\d{1,2}(?:[:hg]\d{0,2}| ?giờ)/i;

/** The lines of a cell, without what cannot be seen; none of them blank. */
export function cellLines(cell: string): string[] {
  return cell
    .replace(guard, '')
    .replace(invisible, '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}

/** A cell as one line. */
export function cellText(cell: string): string {
  return cellLines(cell).join(' ');
}

export function isBlank(cell: string): boolean {
  return cell.replace(invisible, '').trim() === '';
}

/** A row as it was written, for whoever compares. */
export function rowText(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .join('\t')
    .trim();
}

/**
 * The items of a cell. Lines are items of their own where all begin as such, with a bullet or a time;
 * otherwise it is one title that was broken. A cell that our export has guarded begins with no bullet.
 */
export function cellItems(cell: string): string[] {
  const lines = cellLines(cell);
  const areItems =
    lines.length > 1 && lines.every((line) => bullet.test(line) || leadingTime.test(line));
  if (areItems) return lines.map((line) => line.replace(bullet, ''));
  return lines.length === 0 ? [] : [unmarked(lines.join(areSentences(lines) ? '; ' : ' '), cell)];
}

/** Whether a title seems to hold several items: lines that all begin anew, or a second time of its own. */
export function isSeveral(cell: string): boolean {
  const lines = cellLines(cell);
  return areSentences(lines) || secondTime.test(lines.join(' '));
}

function areSentences(lines: readonly string[]): boolean {
  return lines.length > 1 && lines.every((line) => /^\P{L}*\p{Lu}/u.test(line));
}

/**
 * The items of a cell that is known to hold a line for each; one that begins small goes on with the line
 * before it, where others begin with a capital.
 */
export function lineItems(cell: string): string[] {
  const lines = cellLines(cell);
  const areCapital = /^(?:\d{1,2} ?(?:h|g|giờ|gio)(?!\p{L})|\P{L})*\p{Lu}/u.test(lines[0] ?? '');
  const items: string[] = [];
  for (const line of lines) {
    const goesOn = areCapital && /^\p{Ll}/u.test(line) && !/^(?:x|xom|t)\d/i.test(line);
    const last = items.pop();
    if (last !== undefined && goesOn) items.push(`${last} ${line}`);
    else items.push(...(last === undefined ? [] : [last]), line);
  }
  return items.map((item) => unmarked(item, cell));
}

/** "Nghỉ", "không phát", a dash: nothing is to air. */
export function isNoBroadcast(text: string): boolean {
  const folded = fold(text)
    .replace(/[.!()]/g, '')
    .trim();
  if (/^(?:x|-+|–+|\/+|off|no broadcast|nothing)$/.test(folded)) return true;
  if (/^(?:khong (?:phat(?: song| thanh)?|co(?: chuong trinh| lich)?)|dai nghi)$/.test(folded))
    return true;
  const isNghi =
    /^nghi(?: phat(?: song| thanh)?| le| tet| le tet| bu| cuoi tuan)?(?: \d{1,2}\/\d{1,2})?$/.test(
      folded,
    );
  // "Nghị", "nghi" and "nghĩ" are other words.
  return isNghi && (/^\P{L}*nghỉ/iu.test(text.normalize()) || !/[^\p{ASCII}]/u.test(text));
}

const footer = new RegExp(
  [
    '^(?:noi nhan ?:?',
    '(?:tm|kt|tl|tuq|t/m)[. ].{0,60}',
    'nguoi (?:lap|xay dung|ky|phe duyet)(?: bieu| lich| ke hoach)?(?: ?:.*)?',
    '(?:pho )?chu tich(?: ubnd)?(?: xa)?',
    '(?:pho )?truong (?:dai|ban|phong)(?: .{0,20})?',
    '\\(?(?:da )?ky(?: ten)?(?:,? dong dau)?\\)?',
    '(?:xac nhan|phe duyet|da duyet|duyet)(?: cua .{0,30})?',
    '- ?luu ?:?.{0,20}',
    'luu ?: ?vt.{0,10}',
    "tong (?:cong|so|thoi luong)(?: phut| phat)?[ :]*[\\d' phutgio]*",
    'signed.{0,30}',
    'total.{0,10})$',
  ].join('|'),
);

/** What stands under a plan: who signed it, and its sums. */
export function isFooter(text: string): boolean {
  return footer.test(fold(text));
}

/** A remark that stands by itself: "Ghi chú: lịch có thể thay đổi". */
export function isRemark(text: string): boolean {
  return /^(?:ghi chu|luu y|chu y|note|\(\*\)) ?:?/.test(fold(text)) && /[:*]/.test(text);
}

/** A number in front of a lone title may belong to it. */
function unmarked(text: string, cell: string): string {
  return guard.test(cell) || /^\d/.test(text) ? text : text.replace(bullet, '');
}
