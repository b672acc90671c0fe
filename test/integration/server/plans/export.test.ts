import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { urlOf } from '../../../../contract/client.ts';
import { readTable } from '../../../../core/week-plan/read-table.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { shownIn } from '../../../support/calendar.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import type { Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// A Monday.
const monday = '2028-02-21';
const clock = clockAt(instantOf(monday, '10:00', zone));
const server = useTestServer({ worker: true, clock });

let operator: Person;
let recordingId: string;
let districtId: string;
let commune: Commune;
let other: Commune;
beforeAll(async () => {
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Vay vốn' });
  const administrator = await server().administrator();
  const district = await administrator.call(api.areas.create, {
    body: {
      ...{ code: '366', name: 'Huyện Hải Hậu', kind: 'huyện', validFrom: null, validTo: null },
      parentId: await server().rootId(),
    },
  });
  districtId = district.id;
  commune = await makeCommune(server(), 'Hải Anh', districtId);
  other = await makeCommune(server(), 'Hải Bắc', districtId);
  await makeSession(server(), commune.stationId, {
    ...{ key: 'morning', startsAt: '05:00', latestEnd: '05:30' },
  });
  await place(commune, addDays(monday, 1), '17:00', { title: '=HYPERLINK("x")' });
  const second = await makeEndpoint(server(), commune.stationId, 'Cụm xóm 4');
  await place(commune, addDays(monday, 2), '17:30:20', {
    ...{ title: 'Chỉ xóm 4', class: 'priority' as const },
    targets: { areas: [], stations: [], endpoints: [second], except: [] },
  });
  await place(commune, monday, '00:00', {
    title: 'Trong buổi',
    placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 0 },
    dates: everyDay(addDays(monday, 6), addDays(monday, 9)),
  });
  await place(other, addDays(monday, 1), '06:00', { title: 'Của xã kia' });
});

async function place(
  { areaId, stationId }: Commune,
  date: string,
  time: string,
  rest: Partial<BroadcastBody> = {},
): Promise<void> {
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId] };
  await operator.call(api.broadcasts.create, { body: draftOf({ ...given, date, time }, rest) });
}

type Wanted = { stationId?: string; areaId?: string; from?: string; to?: string; language?: 'en' };
function get(format: 'xlsx' | 'csv' | 'ics', wanted: Wanted, person = operator) {
  const query = { from: monday, to: addDays(monday, 6), ...wanted };
  return person.fetch(urlOf(api.timetableExport[format], { query }));
}

function getPaper(
  wanted: { stationId?: string; areaId?: string; format: 'pdf' | 'docx' },
  person = operator,
) {
  const query = { date: addDays(monday, 3), ...wanted };
  return person.fetch(urlOf(api.timetableExport.weekPaper, { query }));
}

const headings = [
  ...['Thứ', 'Ngày', 'Giờ', 'Buổi', 'Nội dung', 'Chuyên mục', 'Thời lượng', 'Mức độ'],
  ...['Đài', 'Địa bàn', 'Trạng thái'],
];
const inMorning = (weekday: string, date: string, time: string, state: string) => [
  ...[weekday, date, time, 'Buổi morning', 'Trong buổi', '', '00:00:03', 'Thông thường'],
  ...['Đài xã Hải Anh', 'Toàn địa bàn', state],
];

describe('a week', () => {
  it('is a CSV in the words of the office, and no cell of it is a formula', async () => {
    const answer = await get('csv', { stationId: commune.stationId });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('lich-phat-2028-02-21.csv');
    const text = Buffer.from(await answer.arrayBuffer()).toString('utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).not.toMatch(/(^|,)"?[=+\-@]/m);
    expect(readTable(text).map(({ cells }) => cells)).toEqual([
      headings,
      [
        ...['Thứ 3', '22/02/2028', '17:00', '', '\'=HYPERLINK("x")', '', '00:00:03'],
        ...['Thông thường', 'Đài xã Hải Anh', 'Toàn địa bàn', 'Đã xếp'],
      ],
      [
        ...['Thứ 4', '23/02/2028', '17:30:20', '', 'Chỉ xóm 4', '', '00:00:03'],
        ...['Ưu tiên', 'Đài xã Hải Anh', 'Cụm xóm 4', 'Đã xếp'],
      ],
      inMorning('Chủ nhật', '27/02/2028', '05:00', 'Đã xếp'),
    ]);
  });

  it('is a sheet with the same cells under a title, all of them text', async () => {
    const answer = await get('xlsx', { stationId: commune.stationId });
    expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet');
    const [title, head, ...rows] = await readSheet(Buffer.from(await answer.arrayBuffer()));
    expect(title?.[0]).toBe('Lịch phát thanh Đài xã Hải Anh, từ 21/02/2028 đến 27/02/2028');
    expect(head).toEqual(headings);
    expect(rows.map((row) => row[4])).toEqual(['=HYPERLINK("x")', 'Chỉ xóm 4', 'Trong buổi']);
    expect(rows[0]?.slice(0, 3)).toEqual(['Thứ 3', '22/02/2028', '17:00']);
  });

  it('goes on with what is only placed, where the days are not compiled yet', async () => {
    const period = { from: addDays(monday, 6), to: addDays(monday, 20) };
    const answer = await get('csv', { stationId: commune.stationId, ...period });
    const [, ...rows] = readTable(await answer.text());
    expect(rows.map(({ cells }) => cells)).toEqual([
      inMorning('Chủ nhật', '27/02/2028', '05:00', 'Đã xếp'),
      inMorning('Thứ 2', '28/02/2028', '05:00', 'Đã xếp'),
      inMorning('Thứ 3', '29/02/2028', '', 'Dự kiến'),
      inMorning('Thứ 4', '01/03/2028', '', 'Dự kiến'),
    ]);
  });

  it('is a calendar with the same days', async () => {
    const answer = await get('ics', { stationId: commune.stationId, to: addDays(monday, 8) });
    const shown = shownIn(await answer.text(), Infinity);
    expect(shown.map(({ title, startsAt }) => [title, startsAt])).toEqual([
      ['=HYPERLINK("x")', instantOf('2028-02-22', '17:00', zone)],
      ['Chỉ xóm 4', instantOf('2028-02-23', '17:30:20', zone)],
      ['Trong buổi', instantOf('2028-02-27', '05:00', zone)],
      ['Trong buổi', instantOf('2028-02-28', '05:00', zone)],
      ['Buổi morning', instantOf('2028-02-29', '05:00', zone)],
    ]);
  });

  it('names of sessions with one key that of the day', async () => {
    const place3 = await makeCommune(server(), 'Hải Châu');
    const administrator = await server().administrator();
    const session = (name: string, startsAt: string, more: object) =>
      administrator.call(api.sessions.create, {
        body: {
          ...{ stationId: place3.stationId, key: 'morning', name, startsAt, latestEnd: '07:00' },
          ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: null, validTo: null },
          parts: [{ tier: 'own', budgetMs: 600_000, anchor: null }],
          ...more,
        },
      });
    const lastOfWinter = addDays(monday, 3);
    await session('Sáng hè', '05:00', { validFrom: addDays(lastOfWinter, 1), weekdays: [5, 6] });
    await session('Chủ nhật', '06:00', { weekdays: [7] });
    await session('Sáng đông', '05:30', { validTo: lastOfWinter, weekdays: [1, 2, 3, 4, 5, 6] });
    await place(place3, monday, '00:00', {
      placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 0 },
      dates: everyDay(addDays(monday, 3), addDays(monday, 6)),
    });
    const answer = await get('csv', { stationId: place3.stationId });
    const [, ...rows] = readTable(await answer.text());
    expect(rows.map(({ cells }) => cells.slice(1, 4))).toEqual([
      ['24/02/2028', '05:30', 'Sáng đông'],
      ['25/02/2028', '05:00', 'Sáng hè'],
      ['26/02/2028', '05:00', 'Sáng hè'],
      ['27/02/2028', '06:00', 'Chủ nhật'],
    ]);
  });

  it('of an area has every station in it', async () => {
    const answer = await get('csv', { areaId: districtId, language: 'en' });
    const [head, ...rows] = readTable(await answer.text()).map(({ cells }) => cells);
    expect(head?.[0]).toBe('Weekday');
    expect(rows.map((cells) => [cells[1], cells[2], cells[8]])).toEqual([
      ['2028-02-22', '06:00', 'Đài xã Hải Bắc'],
      ['2028-02-22', '17:00', 'Đài xã Hải Anh'],
      ['2028-02-23', '17:30:20', 'Đài xã Hải Anh'],
      ['2028-02-27', '05:00', 'Đài xã Hải Anh'],
    ]);
    const calendar = await (await get('ics', { areaId: districtId })).text();
    expect(shownIn(calendar, Infinity)).toHaveLength(4);
  });

  it('is a paper to be signed, with sessions as rows and days by both calendars as columns', async () => {
    const answer = await getPaper({ stationId: commune.stationId, format: 'docx' });
    expect(answer.headers.get('content-disposition')).toContain('tuan-2028-02-21.docx');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const xml = Buffer.from(files['word/document.xml'] ?? []).toString();
    const lines = [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/g)].map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[^>]*>(.*?)<\/w:t>/g)].map(([, text]) => text).join(''),
    );
    const said = lines.filter((line) => line !== '');
    expect(said).toEqual(
      expect.arrayContaining([
        ...['LỊCH PHÁT THANH', 'ỦY BAN NHÂN DÂN XÃ HẢI ANH'],
        'Tuần từ ngày 21/02/2028 đến ngày 27/02/2028 của Đài xã Hải Anh',
        ...['Buổi phát', 'Thứ 2', '21/02/2028', '27/1 ÂL', '25/02/2028', '1/2 ÂL (mùng 1)'],
        ...['Buổi morning', '05:00–05:30', '05:00 Trong buổi (3″)', 'Giờ riêng'],
        ...['17:00 =HYPERLINK(&quot;x&quot;) (3″)', '17:30:20 Chỉ xóm 4 (3″), Cụm xóm 4'],
        ...['NGƯỜI LẬP LỊCH', 'NGƯỜI DUYỆT'],
      ]),
    );
  });

  it('is a printed page for each station of an area', async () => {
    const answer = await getPaper({ areaId: districtId, format: 'pdf' });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
    const stranger = await server().as('operator', other.areaId);
    expect((await getPaper({ areaId: districtId, format: 'pdf' }, stranger)).status).toBe(403);
    expect((await getPaper({ stationId: 'nobody', format: 'pdf' })).status).toBe(404);
  });

  it('is for those who may read it, and for one to 366 days', async () => {
    const stranger = await server().as('operator', other.areaId);
    expect((await get('csv', { stationId: commune.stationId }, stranger)).status).toBe(403);
    expect((await get('csv', { areaId: districtId }, stranger)).status).toBe(403);
    expect((await get('csv', { stationId: other.stationId }, stranger)).status).toBe(200);
    const stationId = commune.stationId;
    expect((await get('ics', { stationId, to: addDays(monday, -1) })).status).toBe(400);
    expect((await get('csv', { stationId, to: addDays(monday, 366) })).status).toBe(400);
    expect((await get('csv', { stationId, areaId: districtId })).status).toBe(400);
    expect((await get('csv', {})).status).toBe(400);
    expect((await get('csv', { stationId: 'nobody' })).status).toBe(404);
  });
});
