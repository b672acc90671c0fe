import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { urlOf } from '../../../../contract/client.ts';
import type { PaperFormat } from '../../../../contract/paper-format.ts';
import { addDays, localDateOf } from '../../../../core/time/zoned.ts';
import { airWeek, type AiredWeek } from '../../../support/aired-week.ts';
import { zone } from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { openDatabase } from '../../../../runtime/database.ts';
import { turnedClock } from '../../../support/say.ts';
import { seeded } from '../../../support/seeded.ts';
import { useTestServer } from '../../../support/server.ts';
import { everyPage } from '../../../../web/api/every-page.ts';

const clock = turnedClock('03:00');
const server = useTestServer({ worker: true, clock });
let aired: AiredWeek;
let approver: Person;
let leader: Person;
let rootId: string;

const perMinute = 30_000;

beforeAll(async () => {
  aired = await airWeek(server(), { clock, random: seeded(11) });
  rootId = await server().rootId();
  approver = await server().as('approver');
  leader = await server().as('leader');
  const operator = await server().as('operator');
  const filings = [
    { contributor: 'Nguyễn Thị Lan', genre: 'Phóng sự' },
    { contributor: ' nguyễn thị  lan', genre: 'Tin' },
  ];
  for (const [index, body] of filings.entries())
    await operator.call(api.recordings.update, {
      params: { id: aired.recordings[index] ?? '' },
      body,
    });
  await approver.call(api.royalties.addRate, {
    body: {
      ...{ areaId: rootId, genre: 'phóng sự', unit: 'minute', dong: perMinute },
      validFrom: aired.from,
    },
  });
}, 120_000);

const week = () => ({ areaId: rootId, from: aired.from, to: aired.to });

async function lines(query: Record<string, unknown> = {}) {
  return leader.call(api.royalties.lines, { query: { ...week(), ...query } });
}

async function rows(query: Record<string, unknown> = {}) {
  const { items } = await leader.call(api.royalties.rows, {
    query: { ...week(), ...query },
  });
  return items;
}

describe('the list of royalties', () => {
  it('counts each recording once, on the day on which it was first heard', async () => {
    const operator = await server().some('operator');
    const asRun = await everyPage((page) =>
      operator.call(api.occurrences.asRun, {
        query: { from: aired.from, to: aired.to, ...page },
      }),
    );
    const pieces = await rows();
    expect(pieces.map(({ recordingId }) => recordingId).sort()).toEqual(
      [...aired.recordings].sort(),
    );
    for (const { title, airedOn } of pieces) {
      const heard = asRun.filter((row) => row.title === title && (row.heardMs ?? 0) > 0);
      const days = heard.map(({ dueAt }) => localDateOf(dueAt, zone)).sort();
      expect(days.length).toBeGreaterThan(1);
      expect(airedOn).toBe(days[0]);
    }
    const later =
      pieces
        .map(({ airedOn }) => airedOn)
        .sort()
        .at(-1) ?? '';
    // It goes on being repeated, which earns nothing more.
    expect((await lines({ from: addDays(later, 1) })).total.pieces).toBe(0);
    expect(
      (await lines({ from: addDays(aired.from, -7), to: addDays(aired.from, -1) })).items,
    ).toEqual([]);
  });

  it('comes to what its rows come to, and says what has no rate', async () => {
    const { items, total, pending } = await lines();
    expect(pending).toBe(0);
    expect(items).toMatchObject([{ name: 'Nguyễn Thị Lan', pieces: 2, unpriced: 1 }]);
    const pieces = await rows({ key: items[0]?.key });
    const priced = pieces.find(({ genre }) => genre === 'Phóng sự');
    expect(priced?.rate).toEqual({ areaId: rootId, unit: 'minute', dong: perMinute });
    const seconds = Math.round((priced?.durationMs ?? 0) / 1000);
    expect(seconds).toBeGreaterThan(0);
    expect(priced?.dong).toBe(Math.round((perMinute * seconds) / 60));
    expect(pieces.find(({ genre }) => genre === 'Tin')).toMatchObject({ rate: null, dong: null });
    expect(items[0]?.dong).toBe(priced?.dong);
    expect(total).toEqual({
      ...{ pieces: 2, unpriced: 1, supplements: 0, dong: priced?.dong },
      durationMs: pieces.reduce((sum, { durationMs }) => sum + durationMs, 0),
    });
    expect(await rows({ key: 'ai khác' })).toEqual([]);
  });

  it('says that an earlier day is not summed up yet: what was heard then is not of these days', async () => {
    const sqlite = openDatabase(server().config.paths.database);
    const day = addDays(aired.from, -30);
    sqlite
      .prepare('insert into air_settled (date, station_id, stale_at) values (?, ?, 0)')
      .run(day, aired.communes[0]?.stationId);
    const { pending } = await lines();
    sqlite.prepare('delete from air_settled where date = ?').run(day);
    sqlite.close();
    expect(pending).toBe(1);
  });

  it('is paged without loss', async () => {
    const whole = await rows();
    const first = await leader.call(api.royalties.rows, {
      query: { ...week(), limit: 1 },
    });
    const query = { ...week(), limit: 1, cursor: first.next };
    const second = await leader.call(api.royalties.rows, { query: query as never });
    expect([...first.items, ...second.items]).toEqual(whole);
    expect(second.next).toBeNull();
  });

  it('is of an area alone, or with those beneath it, as far as one may read', async () => {
    const areaId = aired.communes[0]?.areaId ?? '';
    expect((await lines({ areaId })).total.pieces).toBe(0);
    expect((await lines({ withBeneath: 'true' })).total.pieces).toBe(2);
    const own = await server().as('leader', areaId);
    const { total } = await own.call(api.royalties.lines, { query: week() });
    expect(total.pieces).toBe(0);
  });
});

describe('the rates', () => {
  it('of an area are seen beneath it too', async () => {
    const query = { areaId: aired.communes[0]?.areaId ?? '' };
    const { items } = await leader.call(api.royalties.rates, { query });
    expect(items).toMatchObject([
      { areaId: rootId, genre: 'phóng sự', unit: 'minute', dong: perMinute },
    ]);
  });

  it('hold one a genre and day, in order of days', async () => {
    const body = {
      areaId: rootId,
      genre: 'Phóng  Sự',
      unit: 'piece',
      dong: 1,
      validFrom: '2026-01-01',
    };
    const code = async (other: object) =>
      (
        await refusal(
          approver.call(api.royalties.addRate, { body: { ...body, ...other } as never }),
        )
      ).code;
    expect(await code({})).toBe('royalty_rate_overlaps');
    expect(await code({ validTo: '2025-12-31' })).toBe('royalty_rate_dates_invalid');
    expect(await code({ areaId: 'nowhere' })).toBe('area_not_found');
    const before = { ...body, validTo: addDays(aired.from, -1) };
    const { id } = await approver.call(api.royalties.addRate, { body: before as never });
    await approver.call(api.royalties.removeRate, { params: { id } });
  });

  it('change what was earned on their days', async () => {
    const { items } = await leader.call(api.royalties.rates, { query: { areaId: rootId } });
    const { id = '', areaId: _area, areaName: _name, ...rate } = items[0] ?? {};
    const params = { id };
    const { id: _id, ...body } = { id, ...rate, unit: 'piece', dong: 75_000 };
    await approver.call(api.royalties.changeRate, { params, body: body as never });
    expect((await lines()).total.dong).toBe(75_000);
    const { items: told } = await approver.call(api.audit.list, { query: { q: 'phong su' } });
    expect(told.map(({ action }) => action)).toContain('royalty-rate.update');
    await approver.call(api.royalties.changeRate, { params, body: rate as never });
  });

  it('are written by those who decide on money alone', async () => {
    const body = { areaId: rootId, genre: 'Tin', unit: 'piece', dong: 1, validFrom: aired.from };
    for (const role of ['leader', 'operator', 'author'] as const) {
      const person = await server().as(role);
      const asked = person.call(api.royalties.addRate, { body: body as never });
      expect((await refusal(asked)).code).toBe('not_allowed');
    }
    const own = await server().as('administrator', aired.communes[0]?.areaId);
    expect((await refusal(own.call(api.royalties.addRate, { body: body as never }))).code).toBe(
      'not_allowed',
    );
  });
});

describe('the list as a file', () => {
  async function get(format: PaperFormat): Promise<Buffer> {
    const query = { ...week(), format } as never;
    const response = await leader.fetch(urlOf(api.royalties.paper, { query }));
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  }

  it('has the figures of the page as numbers, and room to sign', async () => {
    const { items, total } = await lines();
    const sheet = await readSheet(await get('xlsx'));
    const head = sheet.findIndex(([first]) => first === 'TT');
    expect(sheet[head]?.slice(1, 6)).toEqual([
      ...['Người hưởng nhuận bút', 'Số tin bài', 'Thời lượng', 'Thành tiền (đồng)', 'Ký nhận'],
    ]);
    expect(sheet[head + 1]?.slice(1, 3)).toEqual([items[0]?.name, items[0]?.pieces]);
    expect(sheet[head + 2]?.[4]).toBe(total.dong);
  });

  it('is in the layout of an office, with the sum in words', async () => {
    const xml = strFromU8(unzipSync(await get('docx'))['word/document.xml'] ?? new Uint8Array());
    const words = xml.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(words).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    expect(words).toContain('BẢNG KÊ');
    expect(words).toMatch(/bằng chữ: [A-ZĐÀ-Ỹ][^)]* đồng\)/);
    expect(words).toContain('Còn 1 tin bài chưa có đơn giá');
    expect(words).toContain('KẾ TOÁN');
    expect((await get('pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await get('csv')).toString()).toContain('Nguyễn Thị Lan');
  });
});
