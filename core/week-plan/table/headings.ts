import type { LengthUnit } from '../line/draft-line.ts';
import { alignText } from '../words/aligned-text.ts';

/** What the cells of a column say. */
export type ColumnMeaning =
  | 'weekday'
  | 'date'
  | 'day'
  /** Days, times or both. */
  | 'when'
  | 'time'
  | 'endTime'
  | 'session'
  | 'title'
  /** "Chương trình" is the title where nothing else is, else the programme. */
  | 'titleOrProgramme'
  | 'programme'
  | 'length'
  | 'places'
  | 'class'
  | 'contributor'
  | 'note'
  /** Numbers, stations, states: nothing that makes a line. */
  | 'ignored';

export interface Heading {
  meaning: ColumnMeaning;
  unit: LengthUnit | null;
}

const phat = '(?: phat(?: song| thanh)?)?';
const meanings: readonly [RegExp, ColumnMeaning][] = [
  [/^(?:stt|tt|so tt|so thu tu|no|#)$/, 'ignored'],
  [
    /^(?:dai|dai phat|dai truyen thanh|dai xa|ten dai|don vi phat|station|trang thai|tinh trang|status|ket qua|so|ky hieu)$/,
    'ignored',
  ],
  [new RegExp(`^(?:cac )?thu${phat}(?: trong tuan)?$|^(?:week)?day$|^day of week$`), 'weekday'],
  [
    new RegExp(
      `^(?:thu ngay|ngay thu|ngay va thu|thu va ngay)(?: thang)?(?: nam)?${phat}$|^ngay trong tuan$`,
    ),
    'day',
  ],
  [new RegExp(`^ngay(?: thang)?(?: nam)?${phat}$|^dates?$|^ngay phat song$`), 'date'],
  [
    new RegExp(
      `^(?:thoi gian|thoi diem|khi nao|lich|ngay gio|thoi gian ngay|gio ngay)(?: ngay)?${phat}$|^when$|^date time$`,
    ),
    'when',
  ],
  [/^(?:gio |thoi gian )?ket thuc$|^den gio$|^end(?: time)?$/, 'endTime'],
  [
    new RegExp(
      `^(?:(?:khung |cac )?gio${phat}|(?:gio |thoi gian )?bat dau${phat}|tu gio|(?:start )?time|start|hour)$`,
    ),
    'time',
  ],
  [
    /^(?:(?:cac )?buoi(?: phat(?: song| thanh)?)?|ca(?: phat)?|phien(?: phat)?|session)$/,
    'session',
  ],
  [
    /^(?:chuong trinh|ten chuong trinh|chuong trinh phat(?: song| thanh)?|ten bai chuong trinh|program(?:me)?)$/,
    'titleOrProgramme',
  ],
  [
    /^(?:muc|(?:ten )?(?:chuyen muc|chuyen de|chu de|the loai|loai tin|loai)(?: phat(?: song| thanh)?)?|strand|category|programme strand)$/,
    'programme',
  ],
  [
    /^(?:noi dung(?: .*)?|(?:ten |tieu de |cac )?(?:tin bai|bai viet|bai|tin|tac pham|ban tin|muc phat)(?: phat(?: song| thanh)?)?|ten(?: tin)? bai viet|tieu de|de tai|title|content|item|topic|items)$/,
    'title',
  ],
  [
    /^(?:(?:thoi luong|t luong|do dai|tl)(?: phat(?: song| thanh)?)?(?: phut| giay)?|so phut(?: phat)?|length|duration|minutes)$/,
    'length',
  ],
  [
    /^(?:(?:ten )?(?:dia ban|pham vi|khu vuc|noi|dia diem|cum loa|vung)(?: phat(?: song| thanh)?| nhan| nghe)?|(?:cac )?(?:xom|thon|to dan pho|ap|ban|khu|xom thon|thon xom|thon ban)|places?|areas?|where)$/,
    'places',
  ],
  [/^(?:muc do|do khan|uu tien|muc uu tien|loai ban tin|class|priority)$/, 'class'],
  [
    /^(?:(?:nguoi|can bo|bo phan|don vi|cq|co quan) )?(?:thuc hien|bien tap|phu trach|bien soan|doc|phat thanh|viet bai|cung cap|chiu trach nhiem)(?: (?:bien tap|thuc hien|doc|phat thanh))?$|^(?:ptv|btv|phat thanh vien|bien tap vien|nguoi|nguon|nguon tin|tac gia|nguoi dan|presenter|editor|by|author|contributor)$/,
    'contributor',
  ],
  [/^(?:ghi chu|luu y|chu thich|notes?|remarks?)$/, 'note'],
];

/** What a heading of a plan says of its column, or `null` for a text that is none. */
export function readHeading(cell: string): Heading | null {
  if (cell.length > 60) return null;
  const { folded } = alignText(cell);
  const unit = /\b(?:phut|minutes?|min)\b|\(p\)|'/.test(folded)
    ? 'minutes'
    : /\b(?:giay|seconds?)\b/.test(folded)
      ? 'seconds'
      : null;
  const whole = plain(folded);
  const bare = plain(folded.replace(/\([^)]*\)/g, ' '));
  for (const text of [whole, bare]) {
    const found = meanings.find(([pattern]) => pattern.test(text));
    if (found) return { meaning: found[1], unit };
  }
  return null;
}

function plain(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}#]+/gu, ' ').trim();
}
