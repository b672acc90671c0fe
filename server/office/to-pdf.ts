import { createRequire } from 'node:module';
import pdfmake, { type Content, type Definition } from 'pdfmake';
import { cellWords, motto, nation, placeAndDate, type Paper, type PaperTable } from './paper.ts';

// As wide as Times New Roman, free, and with every Vietnamese letter.
const { resolve } = createRequire(import.meta.url);
const file = (name: string) => resolve(`@expo-google-fonts/tinos/${name}.ttf`);
const mm = (length: number) => (length * 72) / 25.4;
const rightMm = 15;
const leftMm = 30;
const denseSize = 9.5;

/** A paper as it is printed. */
export async function toPdf(paper: Paper): Promise<Buffer> {
  const faces = {
    normal: file('400Regular/Tinos_400Regular'),
    bold: file('700Bold/Tinos_700Bold'),
    italics: file('400Regular_Italic/Tinos_400Regular_Italic'),
    bolditalics: file('700Bold_Italic/Tinos_700Bold_Italic'),
  };
  pdfmake.setFonts({ Tinos: faces });
  // Nothing else is fetched or read for a paper, whatever stands in it.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(faces).includes(path));
  return pdfmake.createPdf(definition(paper)).getBuffer();
}

function definition(paper: Paper): Definition {
  const { isLandscape } = paper;
  return {
    pageSize: 'A4',
    pageOrientation: isLandscape ? 'landscape' : 'portrait',
    pageMargins: [mm(leftMm), mm(20), mm(rightMm), mm(20)],
    defaultStyle: { font: 'Tinos', fontSize: 13 },
    info: { title: `${paper.name} ${paper.subject}`, author: paper.sender },
    header: (page) =>
      page === 1 ? '' : { text: String(page), alignment: 'center', margin: mm(10) },
    content: [
      heading(paper),
      { text: paper.name, bold: true, fontSize: 14, alignment: 'center', margin: [0, 16, 0, 0] },
      { text: paper.subject, bold: true, fontSize: 14, alignment: 'center' },
      rule(70, 8),
      ...paper.paragraphs.map((text): Content => ({
        ...{ text, alignment: 'justify', leadingIndent: mm(12.7), margin: [0, 3, 0, 3] },
      })),
      ...paper.tables.flatMap((table, index) => tableParts(table, index === 0)),
      ending(paper),
    ],
  };
}

/** A short line in the middle. */
function rule(width: number, below: number): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 2, x2: width, y2: 2, lineWidth: 0.8 }],
    alignment: 'center',
    margin: [0, 0, 0, below],
  };
}

function heading(paper: Paper): Content {
  const { superior, sender, sign } = paper;
  const center = (text: string, look: object = {}): Content => ({
    ...{ text, alignment: 'center', ...look },
  });
  return {
    columns: [
      {
        width: '40%',
        stack: [
          ...(superior === null ? [] : [center(superior.toLocaleUpperCase('vi'))]),
          center(sender.toLocaleUpperCase('vi'), { bold: true }),
          rule(60, 2),
          center(`Số:        /${sign}`),
        ],
      },
      {
        width: '60%',
        stack: [
          center(nation, { bold: true, fontSize: 12.5 }),
          center(motto, { bold: true }),
          rule(150, 2),
          center(placeAndDate(paper), { italics: true }),
        ],
      },
    ],
  };
}

function tableParts(
  { title, startsPage, isDense, columns, rows, total, isSigned = false }: PaperTable,
  isFirst: boolean,
): Content[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const row = (cells: readonly string[], look: object): Content[] =>
    cells.map((text, index) => ({
      ...{
        text,
        fontSize: isDense ? denseSize : 11.5,
        alignment: columns[index]?.align ?? 'left',
        ...look,
      },
    }));
  const opens = startsPage && !isFirst ? { pageBreak: 'before' } : {};
  return [
    ...(title === undefined ? [] : [{ text: title, bold: true, margin: [0, 10, 0, 2], ...opens }]),
    {
      margin: [0, 4, 0, 6],
      table: {
        headerRows: 1,
        ...(isSigned ? { heights: (row: number) => (row === 0 ? 'auto' : mm(10)) } : {}),
        dontBreakRows: true,
        // The lines and padding of cells are no part of their widths.
        widths: columns.map(({ width }) => `${(width / whole) * 100}%`),
        body: [
          row(
            columns.map((column) => column.title),
            { bold: true, alignment: 'center' },
          ),
          ...rows.map((cells) => row(cells.map(cellWords), {})),
          ...(total ? [row(total.map(cellWords), { bold: true })] : []),
        ],
      },
      layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5 },
    },
  ];
}

function ending({ receivers, signers }: Paper): Content {
  const last = signers.length - 1;
  return {
    unbreakable: true,
    margin: [0, 14, 0, 0],
    columns: [
      {
        width: '*',
        stack: [
          { text: 'Nơi nhận:', bold: true, italics: true, fontSize: 12 },
          ...receivers.map((text, index) => ({
            text: `- ${text}${index === receivers.length - 1 ? '.' : ';'}`,
            fontSize: 11,
          })),
        ],
      },
      ...signers.map((signer, index) => ({
        width: '*',
        stack: [
          { text: signer.toLocaleUpperCase('vi'), bold: true, alignment: 'center' },
          {
            text: index === last ? '(Ký, ghi rõ họ tên, đóng dấu)' : '(Ký, ghi rõ họ tên)',
            ...{ italics: true, alignment: 'center', fontSize: 11, margin: [0, 0, 0, 60] },
          },
        ],
      })),
    ],
  };
}
