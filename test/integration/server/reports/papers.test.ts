import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { urlOf } from '../../../../contract/client.ts';
import type { PaperFormat } from '../../../../contract/paper-format.ts';
import { parseOccurrenceId } from '../../../../core/recurrence/occurrence-id.ts';
import { addDays, instantOf, localDateOf } from '../../../../core/time/zoned.ts';
import { airWeek, type AiredWeek } from '../../../support/aired-week.ts';
import { zone } from '../../../support/district.ts';
import type { Person } from '../../../support/person.ts';
import { turnedClock } from '../../../support/say.ts';
import { seeded } from '../../../support/seeded.ts';
import { useTestServer } from '../../../support/server.ts';
import { everyPage } from '../../../../web/api/every-page.ts';

const clock = turnedClock('03:00');
const server = useTestServer({ worker: true, clock });
let aired: AiredWeek;
let operator: Person;

beforeAll(async () => {
  aired = await airWeek(server(), { clock, random: seeded(11) });
  operator = await server().as('operator');
});

async function get(path: string, who = operator) {
  const response = await who.fetch(path);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type') ?? '', bytes };
}

const query = () => ({ from: aired.from, to: aired.to, by: 'campaign' as const });
const paper = (format: PaperFormat) =>
  get(urlOf(api.airReport.paper, { query: { ...query(), format } }));
const log = (format: PaperFormat, given: { stationId: string; month: string }) =>
  urlOf(api.airReport.log, { query: { ...given, format } });
const firstLog = () => ({
  stationId: aired.communes[0]?.stationId ?? '',
  month: aired.from.slice(0, 7),
});

/** The words of a part of an Office file, in order. */
function wordsOf(bytes: Buffer, part: string): string {
  const xml = strFromU8(unzipSync(bytes)[part] ?? new Uint8Array());
  return xml.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('the report as a file', () => {
  it('has the figures of the page in a sheet, as numbers', async () => {
    const { total, items } = await operator.call(api.airReport.lines, { query: query() });
    const { bytes } = await paper('xlsx');
    const rows = await readSheet(bytes);
    const head = rows.findIndex(([first]) => first === 'TT');
    expect(rows.slice(head + 1, head + 1 + items.length).map((row) => row[2])).toEqual(
      items.map(({ requested }) => requested),
    );
    const last = rows[head + 1 + items.length] ?? [];
    expect(last.slice(1, 3)).toEqual(['Tổng cộng', total.requested]);
    expect(rows[head]).toContain('Không phát');
    expect(last[rows[head]?.indexOf('Không phát') ?? -1]).toBe(total.missed);
  });

  it('is CSV that spreadsheets read as UTF-8', async () => {
    const { bytes, type } = await paper('csv');
    expect(type).toBe('text/csv; charset=utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString()).toContain('Chương trình mục tiêu quốc gia giảm nghèo bền vững');
  });

  it('is a document in the layout of offices, to be edited', async () => {
    const { bytes } = await paper('docx');
    const words = wordsOf(bytes, 'word/document.xml');
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'ỦY BAN NHÂN DÂN TỈNH NINH BÌNH',
      'Nơi nhận:',
      'THỦ TRƯỞNG ĐƠN VỊ',
      'Tổng cộng',
    ])
      expect(words).toContain(part);
    const xml = strFromU8(unzipSync(bytes)['word/styles.xml'] ?? new Uint8Array());
    expect(xml).toContain('Times New Roman');
  });

  it('is a PDF with every letter that it needs within', async () => {
    const { bytes, type } = await paper('pdf');
    expect([type, bytes.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    const text = bytes.toString('latin1');
    expect(text).toMatch(/\/FontName \/[A-Z]+\+Tinos/);
    expect(text).not.toMatch(/Helvetica|Times-Roman/);
  });
});

describe('the log of a station', () => {
  it('has a line for each item of the month, and how many loudspeakers sounded', async () => {
    const { bytes } = await get(log('xlsx', firstLog()));
    const rows = await readSheet(bytes);
    const lines = rows.filter((row) => /^\d+\/\d+$/.test(String(row[5])));
    const today = addDays(aired.to, 1);
    const items = [];
    for (const [from, to] of [
      [aired.from, aired.to],
      [today, today],
    ] as const) {
      const { stationId } = firstLog();
      const asked = { from, to, stationId };
      items.push(
        ...(await everyPage((page) =>
          operator.call(api.occurrences.asRun, { query: { ...asked, ...page } }),
        )),
      );
    }
    const inMonth = items.filter(
      ({ verdict, dueAt }) =>
        verdict !== 'due' && localDateOf(dueAt, zone).startsWith(firstLog().month),
    );
    expect(lines).toHaveLength(new Set(inMonth.map(({ entryKey }) => entryKey)).size);
    const sounded = lines.reduce((sum, row) => sum + Number(String(row[5]).split('/')[0]), 0);
    expect(sounded).toBe(
      inMonth.filter(({ verdict }) => ['played', 'late', 'partial'].includes(verdict)).length,
    );
  });

  it('is for those who may read of the station', async () => {
    const local = await server().as('operator', aired.communes[1]?.areaId ?? '');
    expect((await get(log('pdf', firstLog()), local)).status).toBe(403);
    const own = { ...firstLog(), stationId: aired.communes[1]?.stationId ?? '' };
    expect((await get(log('pdf', own), local)).status).toBe(200);
  });
});

describe('the dossier of an occurrence', () => {
  it('holds sound, approval, timetable and plays, each with its hash', async () => {
    const { items } = await operator.call(api.occurrences.asRun, {
      query: { from: aired.from, to: aired.from },
    });
    const [row] = items;
    const { bytes, type } = await get(`/api/v1/occurrences/${row?.occurrence ?? ''}/dossier`);
    expect(type).toBe('application/zip');
    const files = unzipSync(bytes);
    const names = Object.keys(files).sort();
    expect(names).toEqual(
      expect.arrayContaining(['SHA256SUMS', 'index.html', 'lich-phat.json', 'nhat-ky-phat.csv']),
    );
    const sums = strFromU8(files['SHA256SUMS'] ?? new Uint8Array())
      .trim()
      .split('\n');
    expect(sums).toHaveLength(names.length - 1);
    for (const line of sums) {
      const [sum, name = ''] = line.split('  ');
      const content = files[name] ?? new Uint8Array();
      expect([name, createHash('sha256').update(content).digest('hex')]).toEqual([name, sum]);
    }
    const page = strFromU8(files['index.html'] ?? new Uint8Array());
    const recording = await operator.call(api.recordings.get, {
      params: { id: aired.recordings[0] ?? '' },
    });
    expect(page).toContain(recording.latest.contentHash);
    const approver = await server().some('approver');
    expect(page).toContain(`<td>Duyệt</td><td>${approver.me.name}</td>`);
    const told = items.filter(({ occurrence }) => occurrence === row?.occurrence);
    const csv = strFromU8(files['nhat-ky-phat.csv'] ?? new Uint8Array());
    expect(csv.trim().split('\r\n')).toHaveLength(told.length + 1);
  });

  it('tells nobody more than they may read', async () => {
    const { items } = await operator.call(api.occurrences.asRun, {
      query: { from: aired.from, to: aired.from, stationId: firstLog().stationId },
    });
    const [own] = items;
    const local = await server().as('operator', aired.communes[1]?.areaId ?? '');
    const path = `/api/v1/occurrences/${own?.occurrence ?? ''}/dossier`;
    const shared = await get(path, local);
    const mine = unzipSync(shared.bytes)['nhat-ky-phat.csv'] ?? new Uint8Array();
    expect(strFromU8(mine)).not.toContain('Đài xã Hải Anh');
    const elsewhere = items.filter(({ occurrence }) => occurrence !== own?.occurrence).at(-1);
    const { status } = await get(
      `/api/v1/occurrences/${elsewhere?.occurrence ?? ''}/dossier`,
      local,
    );
    expect(status).toBe(404);
  });

  it('states what aired, not what became of it since', async () => {
    const pageOf = async (date: string, occurrence?: string) => {
      const asked = { query: { from: date, to: date } };
      const { items } = await operator.call(api.occurrences.asRun, asked);
      const row = items.find((one) =>
        occurrence === undefined
          ? one.title === 'Vay vốn ưu đãi cho hộ nghèo'
          : one.occurrence === occurrence,
      );
      const { bytes } = await get(`/api/v1/occurrences/${row?.occurrence ?? ''}/dossier`);
      const files = unzipSync(bytes);
      const read = (name: string) => strFromU8(files[name] ?? new Uint8Array());
      const plan = JSON.parse(read('lich-phat.json')) as Record<string, unknown>;
      return { row, page: read('index.html'), plan };
    };
    const [id] = aired.recordings;
    const write = (transcript: string) =>
      operator.call(api.recordings.update, { params: { id: id ?? '' }, body: { transcript } });
    const now = clock.now();
    clock.turnTo(instantOf(addDays(aired.from, 3), '12:00', zone));
    await write('Lời thứ nhất');
    clock.turnTo(now);
    await write('Lời thứ hai');
    const before = await pageOf(aired.from);
    const params = { id: parseOccurrenceId(before.row?.occurrence ?? '')?.broadcastId ?? '' };
    expect(before.page).toContain('<pre>Lời thứ hai</pre>');
    expect(before.page).toContain('sau khi phát: không còn giữ lời lúc phát');
    expect((await pageOf(addDays(aired.from, 5))).page).toMatch(
      /Lời bài<\/a><\/p><pre>Lời thứ nhất<\/pre>/,
    );
    await operator.call(api.broadcasts.withdraw, { params, body: { version: 1 } });
    const after = await pageOf(aired.from, before.row?.occurrence);
    expect(after.plan).toMatchObject({ version: 1, isOfAir: true, row: { state: 'active' } });
    const planner = await server().some('operator');
    expect(after.plan).toMatchObject({ presentVersion: 2, savedBy: planner.me.name });
    expect(after.page).toContain('sau đó đã sửa đến bản 2');
  });
});
