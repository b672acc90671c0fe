import { beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../../contract/problem.ts';
import type { Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { workbookParts, zipOf } from '../../../support/workbook.ts';

const server = useTestServer();
let operator: Person;
beforeAll(async () => {
  operator = await server().as('operator');
});

async function send(bytes: Uint8Array<ArrayBuffer>, name = 'lich.xlsx') {
  const form = new FormData();
  form.set('file', new Blob([bytes]), name);
  return operator.fetch('/api/v1/plans/rows', { method: 'POST', body: form });
}

async function rowsOf(bytes: Buffer, name?: string): Promise<string[][]> {
  const answer = await send(new Uint8Array(bytes), name);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  const { rows } = JSON.parse(text) as { rows: { line: number; cells: string[] }[] };
  return rows.map(({ cells }) => cells);
}

/** The code with which a file is refused, while the server goes on answering. */
async function refused(bytes: Buffer, name?: string): Promise<string> {
  const state = { isDone: false };
  const sending = send(new Uint8Array(bytes), name).finally(() => {
    state.isDone = true;
  });
  let slowest = 0;
  while (!state.isDone) {
    const begun = performance.now();
    expect((await fetch(`${server().origin}/healthz`)).status).toBe(200);
    slowest = Math.max(slowest, performance.now() - begun);
  }
  const answer = await sending;
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  // Reading goes on in a thread of its own.
  expect(slowest).toBeLessThan(2000);
  return problem.parse(await answer.json()).code;
}

const workbook = (rows: string) => zipOf(workbookParts(rows));
const cell = (ref: string, text: string) =>
  `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('a workbook', () => {
  it('is read as a person would type it: days, times, numbers and what formulas came to', async () => {
    const rows = [
      `<row r="1">${cell('A1', 'Ngày')}${cell('B1', 'Giờ')}${cell('C1', 'Nội dung')}</row>`,
      '<row r="2"><c r="A2" s="1"><v>46350</v></c><c r="B2" s="2"><v>0.729166666666667</v></c>',
      '<c r="C2" t="str"><f>HYPERLINK("http://x")</f><v>Vay vốn</v></c><c r="D2"><v>0.3</v></c></row>',
      `<row r="4"><c r="A4" s="3"><v>46351.25</v></c>${cell('C4', '')}</row>`,
    ];
    expect(await rowsOf(workbook(rows.join('')))).toEqual([
      ['Ngày', 'Giờ', 'Nội dung'],
      ['24/11/2026', '17:30', 'Vay vốn', '0.3'],
      ['25/11/2026 06:00'],
    ]);
  });

  it('with macros, pictures and other archives in it is read without them', async () => {
    const parts = workbookParts(`<row r="1">${cell('A1', 'Vay vốn')}</row>`, [
      { name: 'xl/vbaProject.bin', content: Buffer.alloc(4096, 7) },
      { name: 'xl/media/image1.png', content: Buffer.alloc(60 * 1024 * 1024) },
      { name: '../../etc/passwd.xml', content: 'root' },
    ]);
    expect(await rowsOf(zipOf(parts), 'lich.xlsm')).toEqual([['Vay vốn']]);
  });

  it('that would unpack to too much is refused', async () => {
    const bomb = zipOf(workbookParts(`<row r="1">${' '.repeat(200 * 1024 * 1024)}</row>`));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await refused(bomb)).toBe('plan_too_long');
    // It may lie about its size.
    const sizeAt = bomb.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 24;
    bomb.writeUInt32LE(100, sizeAt);
    expect(await refused(bomb)).toBe('plan_too_long');
  });

  it('with a million rows, or one cell at the end of the world, is refused', async () => {
    const many = Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 1}"/>`).join('');
    expect(await refused(workbook(many))).toBe('plan_too_long');
    expect(await refused(workbook('<row/>'.repeat(1_000_000)))).toBe('plan_too_long');
    const far = (ref: string) => `<row r="1">${cell('A1', 'x')}<c r="${ref}"><v>1</v></c></row>`;
    expect(await refused(workbook(far('XFD1048576')))).toBe('plan_too_long');
    expect(await refused(workbook(far('A1048576')))).toBe('plan_too_long');
    // Past every check of the text: the thread ends itself, and nothing else.
    expect(await refused(workbook(far('XF&#68;1048576')))).toMatch(/^plan_/);
  });

  it('that is none is refused in plain words', async () => {
    const good = workbook(`<row r="1">${cell('A1', 'Vay vốn')}</row>`);
    const entity = `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(100)}">]>`;
    const files = [
      Buffer.from('PK nothing of the kind'),
      good.subarray(0, good.length / 2),
      good.subarray(good.length / 2),
      zipOf([{ name: 'word/document.xml', content: '<x/>' }]),
      zipOf(workbookParts('<row r="1"><c r="A1" t="s"><v>99</v></c></row>').slice(0, 2)),
      zipOf(workbookParts('').with(3, { name: 'xl/worksheets/sheet1.xml', content: entity })),
      zipOf([...workbookParts(''), ...workbookParts('')]),
      // The old format of Excel.
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]),
    ];
    for (const [index, file] of files.entries())
      expect(await refused(file), String(index)).toBe('plan_unreadable');
    expect(await rowsOf(good)).toEqual([['Vay vốn']]);
  });

  it('is read one at a time, and not too many wait', async () => {
    const rowOf = (at: number) => `<row r="${at}">${cell(`A${at}`, 'Vay vốn')}</row>`;
    const rows = Array.from({ length: 4000 }, (_, index) => rowOf(index + 1));
    const good = new Uint8Array(workbook(rows.join('')));
    const answers = await Promise.all(Array.from({ length: 30 }, () => send(good)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(5);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await send(good)).status).toBe(200);
  });
});

describe('a text file', () => {
  const text = 'Giờ;Nội dung\r\n17:00;Phòng chống rét\r\n';
  const rows = [
    ['Giờ', 'Nội dung'],
    ['17:00', 'Phòng chống rét'],
  ];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 of Windows', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, the other way', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['decomposed letters', Buffer.from(text.normalize('NFD'))],
  ])('in %s is read', async (_name, bytes) => {
    expect(await rowsOf(bytes, 'lich.csv')).toEqual(rows);
  });

  it('in Windows-1258, as older programs write it, is read', async () => {
    // Vowels with their circumflex or horn; tones stand behind them.
    const tones = {
      '\u0300': 0xcc,
      '\u0309': 0xd2,
      '\u0303': 0xde,
      '\u0301': 0xec,
      '\u0323': 0xf2,
    };
    const letters = { ă: 0xe3, â: 0xe2, đ: 0xf0, ê: 0xea, ô: 0xf4, ơ: 0xf5, ư: 0xfd };
    const codes = new Map<string, number>(Object.entries({ ...tones, ...letters }));
    const isPartOfLetter = (mark: string) => '\u0302\u0306\u031b'.includes(mark);
    const units = Array.from(text).flatMap((letter) => {
      const [base = '', ...marks] = letter.normalize('NFD');
      const own = marks.filter(isPartOfLetter).join('');
      return [(base + own).normalize('NFC'), ...marks.filter((mark) => !isPartOfLetter(mark))];
    });
    const bytes = Buffer.from(units.map((unit) => codes.get(unit) ?? unit.charCodeAt(0)));
    expect(bytes.every((byte) => byte < 256) && !bytes.equals(Buffer.from(text))).toBe(true);
    expect(await rowsOf(bytes, 'lich.csv')).toEqual(rows);
  });

  it('that is too long, too wide or no text is refused', async () => {
    expect(await refused(Buffer.from('a;b\n'.repeat(6000)), 'a.csv')).toBe('plan_too_long');
    expect(await refused(Buffer.from(`${'x;'.repeat(300)}y\n`.repeat(3)), 'a.csv')).toBe(
      'plan_too_long',
    );
    expect(await refused(Buffer.from('x'.repeat(500_000)), 'a.txt')).toBe('plan_too_long');
    expect(await refused(Buffer.from([1, 0, 2, 0, 0, 255]), 'a.csv')).toBe('plan_unreadable');
    expect(await refused(Buffer.alloc(6 * 1024 * 1024, 97), 'a.csv')).toBe('upload_too_large');
    expect(await refused(Buffer.alloc(0), 'a.csv')).toBe('empty_file');
  });
});
