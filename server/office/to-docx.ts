import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  HeightRule,
  PageNumber,
  PageOrientation,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  convertMillimetersToTwip as mm,
  type IParagraphOptions,
} from 'docx';
import { cellWords, motto, nation, placeAndDate, type Paper, type PaperTable } from './paper.ts';

const font = 'Times New Roman';
// Sizes are half points: the text of a paper is of 13 or 14 points.
const size = { text: 27, small: 22, table: 22, dense: 19, head: 26 };
const margins = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10) };
const signedRow = { value: mm(11), rule: HeightRule.ATLEAST };
const pageMm = { short: 210, long: 297 };

type Align = 'left' | 'right' | 'center';
const alignments = {
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  center: AlignmentType.CENTER,
} as const;

/** A paper that goes on being edited in the office. */
export async function toDocx(paper: Paper): Promise<Buffer> {
  const { isLandscape } = paper;
  const document = new Document({
    title: `${paper.name} ${paper.subject}`,
    creator: paper.sender,
    styles: { default: { document: { run: { font, size: size.text } } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            margin: margins,
            size: {
              width: mm(pageMm.short),
              height: mm(pageMm.long),
              orientation: isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
          },
        },
        // Pages are numbered from the second on, above the text.
        headers: { default: pageNumber(), first: new Header({ children: [] }) },
        children: [
          heading(paper),
          ...subject(paper),
          ...paper.paragraphs.map(body),
          ...paper.tables.flatMap((table, index) => tableParts(table, paper, index === 0)),
          line('', {}),
          ending(paper),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function pageNumber(): Header {
  const run = new TextRun({ children: [PageNumber.CURRENT], size: size.head });
  return new Header({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })],
  });
}

interface Look {
  bold?: boolean;
  italics?: boolean;
  size?: number;
  align?: Align;
}

function line(text: string, look: Look, rest: IParagraphOptions = {}): Paragraph {
  const { align = 'left', ...run } = look;
  return new Paragraph({
    ...rest,
    alignment: alignments[align],
    children: [new TextRun({ text, font, ...run })],
  });
}

const noBorder = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const noBorders = {
  ...{ top: noBorder, bottom: noBorder, left: noBorder, right: noBorder },
  ...{ insideHorizontal: noBorder, insideVertical: noBorder },
};

function columns(shares: readonly number[], cells: readonly Paragraph[][], isLandscape: boolean) {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => Math.round((share / whole) * textWidth(isLandscape)));
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widths,
    borders: noBorders,
    rows: [
      new TableRow({
        children: cells.map(
          (children, index) =>
            new TableCell({
              children,
              borders: noBorders,
              width: { size: widths[index] ?? 0, type: WidthType.DXA },
            }),
        ),
      }),
    ],
  });
}

function textWidth(isLandscape: boolean): number {
  const width = isLandscape ? pageMm.long : pageMm.short;
  return mm(width) - margins.left - margins.right;
}

/** A short line beneath what is above it, as wide as the indents leave. */
function rule(indentMm: number): Paragraph {
  return new Paragraph({
    indent: { left: mm(indentMm), right: mm(indentMm) },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    spacing: { before: 40, line: 120 },
    children: [],
  });
}

function heading(paper: Paper): Table {
  const { superior, sender, sign, isLandscape } = paper;
  const center = { align: 'center', size: size.head } as const;
  return columns(
    [2, 3],
    [
      [
        ...(superior === null ? [] : [line(superior.toLocaleUpperCase('vi'), center)]),
        line(sender.toLocaleUpperCase('vi'), { ...center, bold: true }),
        rule(isLandscape ? 32 : 22),
        line(`Số:        /${sign}`, center),
      ],
      [
        line(nation, { ...center, bold: true, size: 24 }),
        line(motto, { ...center, bold: true, size: size.text }),
        rule(isLandscape ? 42 : 20),
        line(placeAndDate(paper), { ...center, italics: true, size: size.text }),
      ],
    ],
    isLandscape,
  );
}

function subject({ name, subject: text, isLandscape }: Paper): Paragraph[] {
  const look = { bold: true, align: 'center', size: 28 } as const;
  return [
    line(name, look, { spacing: { before: 240 } }),
    line(text, look),
    rule(isLandscape ? 110 : 65),
  ];
}

function body(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: mm(12.7) },
    spacing: { before: 120, after: 120 },
    children: [new TextRun({ text, font })],
  });
}

function tableParts(
  { title, startsPage, isDense, columns: heads, rows, total, isSigned = false }: PaperTable,
  { isLandscape }: Paper,
  isFirst: boolean,
): (Paragraph | Table)[] {
  const whole = heads.reduce((sum, { width }) => sum + width, 0);
  const widths = heads.map(({ width }) => Math.round((width / whole) * textWidth(isLandscape)));
  const row = (cells: readonly string[], look: Look, isHead = false) =>
    new TableRow({
      tableHeader: isHead,
      ...(isSigned && !isHead ? { height: signedRow } : {}),
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: widths[index] ?? 0, type: WidthType.DXA },
            margins: { left: 70, right: 70, top: 30, bottom: 30 },
            verticalAlign: isDense ? VerticalAlignTable.TOP : VerticalAlignTable.CENTER,
            children: text.split('\n').map((one) =>
              line(one, {
                size: isDense ? size.dense : size.table,
                align: isHead ? 'center' : (heads[index]?.align ?? 'left'),
                ...look,
              }),
            ),
          }),
      ),
    });
  const table = new Table({
    layout: TableLayoutType.FIXED,
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widths,
    rows: [
      row(
        heads.map((head) => head.title),
        { bold: true },
        true,
      ),
      ...rows.map((cells) => row(cells.map(cellWords), {})),
      ...(total ? [row(total.map(cellWords), { bold: true })] : []),
    ],
  });
  const above =
    title === undefined
      ? []
      : [
          line(
            title,
            { bold: true },
            { spacing: { before: 200 }, pageBreakBefore: startsPage === true && !isFirst },
          ),
        ];
  return [...above, line('', { size: 8 }), table];
}

function ending({ receivers, signers, isLandscape }: Paper): Table {
  const center = { align: 'center', bold: true } as const;
  const last = signers.length - 1;
  return columns(
    [2, ...signers.map(() => 2)],
    [
      [
        line('Nơi nhận:', { bold: true, italics: true, size: 24 }),
        ...receivers.map((text, index) =>
          line(`- ${text}${index === receivers.length - 1 ? '.' : ';'}`, { size: size.small }),
        ),
      ],
      ...signers.map((signer, index) => [
        line(signer.toLocaleUpperCase('vi'), center),
        line(index === last ? '(Ký, ghi rõ họ tên, đóng dấu)' : '(Ký, ghi rõ họ tên)', {
          align: 'center',
          italics: true,
          size: size.small,
        }),
        ...['', '', ''].map((text) => line(text, {})),
      ]),
    ],
    isLandscape,
  );
}
