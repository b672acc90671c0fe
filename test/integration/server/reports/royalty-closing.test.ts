import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { urlOf } from '../../../../contract/client.ts';
import { periodEnd, periodStart } from '../../../../core/report/air-group.ts';
import { periodBeside } from '../../../../core/report/period-text.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { airWeek, type AiredWeek } from '../../../support/aired-week.ts';
import { zone } from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { turnedClock } from '../../../support/say.ts';
import { seeded } from '../../../support/seeded.ts';
import { testPassword, useTestServer } from '../../../support/server.ts';

const clock = turnedClock('03:00');
const server = useTestServer({ worker: true, clock });
let aired: AiredWeek;
let approver: Person;
let operator: Person;
let areaId: string;
/** First days: of the last month in which something was first heard, and of the two after it. */
let month: string;
let next: string;
let afterNext: string;

const genres = ['Phóng sự', 'Tin'];

beforeAll(async () => {
  aired = await airWeek(server(), { clock, random: seeded(11) });
  areaId = await server().rootId();
  operator = await server().as('operator');
  approver = await server().as('approver');
  for (const [index, genre] of genres.entries())
    await operator.call(api.recordings.update, {
      params: { id: aired.recordings[index] ?? '' },
      body: { contributor: 'Nguyễn Thị Lan', genre },
    });
  month = periodStart('month', aired.to);
  next = periodBeside('month', month, 1);
  afterNext = periodBeside('month', next, 1);
  clock.turnTo(instantOf(afterNext, '08:00', zone));
  // Whoever was signed in is not any more.
  for (const one of [approver, operator]) await one.signIn(one.me.login, testPassword);
  await addRate('Phóng sự', 100_000);
}, 120_000);

function addRate(genre: string, dong: number) {
  const body = { areaId, genre, unit: 'piece' as const, dong, validFrom: aired.from };
  return approver.call(api.royalties.addRate, { body });
}

/** Of the week's month and the one before, if the week began there. */
const weeksMonths = () => [...new Set([periodStart('month', aired.from), month])];

const of = (first: string) => ({ areaId, from: first, to: periodEnd('month', first) });
const lines = (first: string) => approver.call(api.royalties.lines, { query: of(first) });
async function rows(first: string) {
  return (await approver.call(api.royalties.rows, { query: of(first) })).items;
}

async function close(first: string) {
  const { pieces, dong } = (await lines(first)).total;
  return approver.call(api.royalties.close, { body: { areaId, month: first, pieces, dong } });
}

describe('a list of royalties that is closed', () => {
  it('is closed as it was read, when its month is over, by those who decide on money', async () => {
    const body = { areaId, month, pieces: 99, dong: 0 };
    const refused = await refusal(approver.call(api.royalties.close, { body }));
    expect(refused.code).toBe('royalty_list_changed');
    const running = { ...body, month: afterNext };
    const early = await refusal(approver.call(api.royalties.close, { body: running }));
    expect(early.code).toBe('royalty_month_runs');
    const barred = await refusal(operator.call(api.royalties.close, { body }));
    expect(barred.code).toBe('not_allowed');
    for (const first of weeksMonths()) {
      expect(await close(first)).toMatchObject({ areaId, month: first });
      expect((await refusal(close(first))).code).toBe('royalty_month_closed');
    }
    expect((await lines(month)).closing).toMatchObject({ closedBy: approver.me.name });
  });

  it('keeps what it paid, whatever becomes of rates and recordings', async () => {
    const { items } = await approver.call(api.royalties.rates, { query: { areaId } });
    const { id = '', areaId: _area, areaName: _name, ...rate } = items[0] ?? {};
    const body = { ...rate, dong: 1 } as never;
    await approver.call(api.royalties.changeRate, { params: { id }, body });
    const paid = (await Promise.all(weeksMonths().map(rows))).flat();
    expect(paid).toMatchObject([{ recordingId: aired.recordings[0], dong: 100_000 }]);
  });

  it('leaves what had no amount to the next month, with the day of its first air', async () => {
    const [owed, ...more] = await rows(next);
    expect(more).toEqual([]);
    expect(owed).toMatchObject({ recordingId: aired.recordings[1], countedOn: next, dong: null });
    expect((owed?.airedOn ?? next) < next).toBe(true);
    await addRate('Tin', 30_000);
    expect((await lines(next)).total).toMatchObject({ pieces: 1, supplements: 1, dong: 30_000 });
    const query = { ...of(next), format: 'xlsx' as const };
    const response = await approver.fetch(urlOf(api.royalties.paper, { query }));
    const told = JSON.stringify(await readSheet(Buffer.from(await response.arrayBuffer())));
    expect(told).toContain('(bổ sung tháng ');
    const asText = { ...of(next), format: 'docx' as const };
    const paper = await approver.fetch(urlOf(api.royalties.paper, { query: asText }));
    const parts = unzipSync(new Uint8Array(await paper.arrayBuffer()));
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('Trong đó bổ sung 1 tin bài');
  });

  it('never pays a piece in two months, nor in none', async () => {
    await close(next);
    const all = [...weeksMonths(), next, afterNext];
    const paid = (await Promise.all(all.map(rows))).flat();
    expect(paid.map(({ recordingId }) => recordingId).sort()).toEqual([...aired.recordings].sort());
    const whole = { areaId, from: weeksMonths()[0] ?? '', to: periodEnd('month', afterNext) };
    const { total } = await approver.call(api.royalties.lines, { query: whole });
    expect(total).toMatchObject({ pieces: 2, dong: 130_000 });
  });

  it('is opened again: what it paid is counted anew, and nothing that another paid', async () => {
    const { closing } = await lines(month);
    const params = { id: closing?.id ?? '' };
    await approver.call(api.royalties.reopen, { params });
    const again = await refusal(approver.call(api.royalties.reopen, { params }));
    expect(again.code).toBe('royalty_closing_not_found');
    expect(await lines(month)).toMatchObject({ closing: null });
    expect((await rows(next)).map(({ recordingId }) => recordingId)).toEqual([aired.recordings[1]]);
    const { items } = await approver.call(api.audit.list, { query: {} });
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['royalty.close', 'royalty.reopen']),
    );
  });
});
