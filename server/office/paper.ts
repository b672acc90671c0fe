import type { LocalDate } from '../../core/time/zoned.ts';

/** A number is written as people write it, and kept as one in sheets; text may have several lines. */
export type PaperCell = string | number;

export interface PaperColumn {
  title: string;
  /** Its share of the width. */
  width: number;
  align?: 'left' | 'right' | 'center';
}

export interface PaperTable {
  /** Stands on a page of its own, from the second such table on. */
  startsPage?: boolean;
  /** In small letters, for much in little room. */
  isDense?: boolean;
  /** Stands above it. */
  title?: string;
  columns: readonly PaperColumn[];
  rows: readonly (readonly PaperCell[])[];
  /** The last row, in bold. */
  total?: readonly PaperCell[];
  /** Each row is high enough to be signed. */
  isSigned?: boolean;
}

/**
 * A paper of an office, in the layout of Nghị định 30/2020/NĐ-CP: who sends it, national title and motto, number,
 * place and date, name and subject, content, receivers and signature. What only the office knows (its number, who
 * signs) is left open to be filled in.
 */
export interface Paper {
  /** Who stands above who sends it, and who sends it. */
  superior: string | null;
  sender: string;
  /** The sign behind the number: `BC` for a report. */
  sign: string;
  place: string;
  date: LocalDate;
  /** `BÁO CÁO` */
  name: string;
  subject: string;
  paragraphs: readonly string[];
  tables: readonly PaperTable[];
  receivers: readonly string[];
  /** The office of who signs; several sign side by side, the last one for the sender. */
  signers: readonly string[];
  isLandscape: boolean;
}

export const nation = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const motto = 'Độc lập - Tự do - Hạnh phúc';

/** `Ninh Bình, ngày 01 tháng 02 năm 2026`: days below ten and the first two months have a nought before them. */
export function placeAndDate({ place, date }: Pick<Paper, 'place' | 'date'>): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const shown = Number(month) < 3 ? month : String(Number(month));
  return `${place}, ngày ${day} tháng ${shown} năm ${year}`;
}

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

export function cellWords(cell: PaperCell): string {
  return typeof cell === 'number' ? numbers.format(cell) : cell;
}
