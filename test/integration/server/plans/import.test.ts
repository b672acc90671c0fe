import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { urlOf } from '../../../../contract/client.ts';
import type { PlanPreview } from '../../../../contract/http/plans.ts';
import { addDays, instantOf, localTimeOf } from '../../../../core/time/zoned.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  makeRecording,
  makeSession,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { onDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// A Monday.
const monday = '2028-02-21';
const clock = clockAt(instantOf(monday, '10:00', zone));
const server = useTestServer({ worker: true, clock });

let operator: Person;
let loan: string;
beforeAll(async () => {
  operator = await server().as('operator');
  loan = await makeApproved(server(), { hertz: 400, title: 'Vay vốn chính sách cho hộ nghèo' });
  await makeApproved(server(), { hertz: 440, title: 'Lịch tiêm chủng tháng 2' });
  await (
    await server().administrator()
  ).call(api.programmes.create, {
    body: { name: 'Ca nhạc', tag: 'CN' },
  });
  await makeRecording(server(), { hertz: 480, title: 'Tin chưa ai duyệt cả' });
});

async function makePlace(name: string): Promise<Commune> {
  const commune = await makeCommune(server(), name);
  await makeSession(server(), commune.stationId, {
    ...{ key: 'morning', startsAt: '05:00', latestEnd: '05:30' },
  });
  return commune;
}

type Given = {
  text?: string;
  rows?: PlanPreview['rows'];
  choices?: { line: string; recordingId: string }[];
  accept?: string[];
  drop?: string[];
  leaveOut?: boolean;
  dryRun?: boolean;
  seen?: string | null;
  plan?: string | null;
};
const take = ({ areaId, stationId }: Commune, given: Given, person = operator) =>
  person.call(api.plans.import, {
    query: {},
    body: { areaId, stationId, weekOf: monday, ...given },
  });
const look = (commune: Commune, given: Given, person = operator) =>
  take(commune, { ...given, dryRun: true }, person);

const table = (...rows: string[][]) => rows.map((cells) => cells.join('\t')).join('\n');
const head = ['Thứ', 'Ngày', 'Giờ', 'Nội dung', 'Địa bàn'];
const plan = table(
  ['LỊCH PHÁT THANH TUẦN'],
  head,
  ['Thứ 3', '22/02/2028', '17h', 'Vay vốn chính sách cho hộ nghèo', ''],
  ['Thứ 4', '23/02/2028', 'sáng', 'Lịch tiêm chủng tháng 2', ''],
);

async function owned({ areaId }: Commune) {
  const { items } = await operator.call(api.broadcasts.list, { query: { state: 'active' } });
  return items
    .filter(({ ownerAreaId }) => ownerAreaId === areaId)
    .map(({ title, dates, placement, targets }) => ({ title, dates, placement, targets }))
    .sort((a, b) => (a.dates.first < b.dates.first ? -1 : 1));
}

const states = ({ lines }: PlanPreview) =>
  lines.map(({ state, skipped, problems, fault }) =>
    [state, skipped, ...problems.map(({ code }) => code), fault?.code].filter(Boolean).join(' '),
  );

describe('a plan', () => {
  it('is shown as it is understood, with what would air, and saved as one act', async () => {
    const commune = await makePlace('Hải Anh');
    const shown = await look(commune, { text: plan });
    expect(states(shown)).toEqual(['skipped title', 'skipped heading', 'ready', 'ready']);
    expect(shown).toMatchObject({ monday, made: 2, displacedCount: 0 });
    expect(shown.lines[2]).toMatchObject({
      key: '3-0-1',
      understood: {
        days: 'Ngày 22/02/2028',
        airings: [{ time: '17:00', session: null }],
        title: 'Vay vốn chính sách cho hộ nghèo',
        recording: { id: loan },
        places: null,
        class: 'normal',
      },
      air: [{ date: '2028-02-22', airs: true, startsAt: instantOf('2028-02-22', '17:00', zone) }],
    });
    expect(shown.lines[3]).toMatchObject({
      understood: { airings: [{ session: 'Buổi morning' }] },
      air: [{ date: '2028-02-23', startsAt: instantOf('2028-02-23', '05:00', zone) }],
    });
    expect(await owned(commune)).toEqual([]);

    const { seen } = shown;
    expect(await take(commune, { text: plan, seen, plan: shown.plan })).toMatchObject({ made: 2 });
    const target = {
      areas: [],
      stations: [commune.stationId],
      endpoints: [],
      groups: [],
      except: [],
    };
    expect(await owned(commune)).toMatchObject([
      {
        dates: onDay('2028-02-22'),
        placement: { kind: 'at', slots: [{ id: '1', time: '17:00' }] },
        targets: target,
      },
      { placement: { kind: 'session', sessionKey: 'morning', part: 'own' }, targets: target },
    ]);
    const days = await operator.call(api.occurrences.list, {
      query: { from: monday, to: addDays(monday, 6), stationId: commune.stationId },
    });
    expect(days.items.map(({ title, airs }) => [title, airs])).toEqual([
      ['Vay vốn chính sách cho hộ nghèo', true],
      ['Lịch tiêm chủng tháng 2', true],
    ]);
    const { items } = await operator.call(api.history.list, {
      query: { areaId: commune.areaId },
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ what: 'import' });
  });

  it('is saved once, however often it is sent, and not doubled by another look', async () => {
    const commune = await makePlace('Hải Bắc');
    const shown = await look(commune, { text: plan });
    const given = { text: plan, seen: shown.seen, plan: shown.plan };
    const answers = await Promise.all([1, 2, 3].map(() => take(commune, given)));
    expect(answers.map(({ made }) => made)).toEqual([2, 2, 2]);
    expect(await take(commune, given)).toMatchObject({ made: 2 });
    expect(await owned(commune)).toHaveLength(2);

    const again = await look(commune, { text: plan });
    expect(states(again).slice(2)).toEqual(['already', 'already']);
    const { seen } = again;
    const code = async (call: Promise<unknown>) => (await refusal(call)).code;
    expect(await code(take(commune, { text: plan, seen, plan: again.plan }))).toBe('plan_empty');
  });

  it('that is there in part is taken over for the rest alone', async () => {
    const commune = await makePlace('Hải Cường');
    await makeSession(server(), commune.stationId, {
      ...{ key: 'afternoon', startsAt: '17:00', latestEnd: '17:30' },
    });
    const takeAll = async (when: string, day = 'Thứ 3') => {
      const text = table(['Thứ', 'Giờ', 'Nội dung'], [day, when, 'Lịch tiêm chủng tháng 2']);
      const shown = await look(commune, { text });
      expect(states(shown).slice(1)).toEqual(['ready']);
      await take(commune, { text, seen: shown.seen, plan: shown.plan });
      expect(states(await look(commune, { text })).slice(1)).toEqual(['already']);
    };
    const airs = async () => {
      const days = await operator.call(api.occurrences.list, {
        query: { from: monday, to: addDays(monday, 6), stationId: commune.stationId },
      });
      return days.items.map(({ date, sessionKey, startsAt }) =>
        sessionKey === null
          ? `${date} ${localTimeOf(startsAt ?? 0, zone).slice(0, 5)}`
          : `${date} ${sessionKey}`,
      );
    };
    await takeAll('sáng');
    await takeAll('sáng, chiều');
    await takeAll('sáng, chiều', 'Thứ 3, Thứ 5');
    const inSessions = [
      ...['2028-02-22 morning', '2028-02-22 afternoon'],
      ...['2028-02-24 morning', '2028-02-24 afternoon'],
    ];
    expect(await airs()).toEqual(inSessions);
    await takeAll('8h');
    await takeAll('8h, 9h', 'Thứ 3, Thứ 6');
    const atTimes = ['22 08:00', '22 09:00', '25 08:00', '25 09:00'];
    expect((await airs()).sort()).toEqual(
      [...inSessions, ...atTimes.map((at) => `2028-02-${at}`)].sort(),
    );
  });

  it('names a line that no broadcast can hold, and is saved without it', async () => {
    const commune = await makePlace('Hải Hòa');
    const every = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const minutes = String((index * 5) % 60).padStart(2, '0');
        return `${7 + Math.floor(index / 12)}:${minutes}`;
      }).join(', ');
    const head = ['Thứ', 'Giờ', 'Nội dung', 'Chuyên mục', 'Thời lượng'];
    const text = table(
      head,
      ['Thứ 3', '8h', 'Ca nhạc', 'Ca nhạc', "241'"],
      ['Thứ 5', '8h', 'Ca nhạc', 'Ca nhạc', "240'"],
      ['Thứ 4', every(97), 'Lịch tiêm chủng tháng 2', '', ''],
      ['Thứ 4', every(96), 'Vay vốn chính sách cho hộ nghèo', '', ''],
    );
    const shown = await look(commune, { text });
    expect(states(shown).slice(1)).toEqual([
      'unfit plan_line_too_large',
      'ready',
      'unfit plan_line_too_large',
      'ready',
    ]);
    const given = { text, seen: shown.seen, plan: shown.plan };
    expect((await refusal(take(commune, given))).code).toBe('plan_unclear');
    expect(await take(commune, { ...given, leaveOut: true })).toMatchObject({ made: 2 });
    expect(await owned(commune)).toHaveLength(2);

    const { areaId } = commune;
    const quick = (said: string) =>
      operator.call(api.plans.quickLine, {
        query: {},
        body: { areaId, weekOf: monday, text: said },
      });
    const { line, draft } = await quick("8h ca nhạc 241'");
    expect([line.fault?.code, draft.items]).toEqual(['plan_line_too_large', []]);
    expect((await quick("8h ca nhạc 240'")).draft.items).toHaveLength(1);
  });

  it('is refused when the timetable or what it names changed since the preview', async () => {
    const commune = await makePlace('Hải Châu');
    const shown = await look(commune, { text: plan });
    const given = { text: plan, seen: shown.seen, plan: shown.plan };
    const code = async (call: Promise<unknown>) => (await refusal(call)).code;
    expect(await code(take(commune, { ...given, text: plan.replace('17h', '18h') }))).toBe(
      'plan_changed',
    );
    expect(await code(take(commune, { ...given, plan: null }))).toBe('plan_changed');
    const other = await server().as('operator', commune.areaId);
    expect(await code(take(commune, given, other))).toBe('plan_changed');
    const { areaId, stationId } = commune;
    await operator.call(api.broadcasts.create, {
      body: draftOf({
        ...{ ownerAreaId: areaId, recordingId: loan, stations: [stationId] },
        ...{ date: '2028-02-24', time: '06:00' },
      }),
    });
    expect(await code(take(commune, given))).toBe('timetable_changed');
    expect(await owned(commune)).toHaveLength(1);
  });

  it('asks about what is not clear, and takes what a person chose or accepted', async () => {
    const commune = await makePlace('Hải Đông');
    const text = table(
      head,
      ['Thứ 3', '22/02/2028', '17h', 'Vay vốn', ''],
      ['Thứ 5', '23/02/2028', '17h', 'Lịch tiêm chủng tháng 2', ''],
      ['Thứ 6', '25/02/2028', '17h', 'Lịch tiêm chủng tháng 2 (khẩn)', ''],
      ['Thứ 7', '26/02/2028', '17h', 'Tin chưa ai duyệt cả', ''],
      ['Chủ nhật', '27/02/2028', '17h', 'Lịch tiêm chủng tháng 2', 'Xóm không có'],
      ['Chủ nhật', '20/02/2028', '17h', 'Lịch tiêm chủng tháng 2', ''],
      ['Chủ nhật', '27/02/2028', '5h', 'Tiếp sóng Đài tỉnh', ''],
    );
    const shown = await look(commune, { text });
    expect(states(shown)).toEqual([
      'skipped heading',
      'unfit recording_unknown',
      'unfit weekday_date_mismatch',
      'question urgent',
      'unfit recording_not_approved',
      'unfit place_unknown',
      'unfit in_past broadcast_in_past',
      'unfit relay_by_hand',
    ]);
    expect(shown.made).toBe(0);
    expect(shown.lines[1]?.problems[0]?.recordings).toEqual([
      { id: loan, name: 'Vay vốn chính sách cho hộ nghèo' },
    ]);
    expect(shown.lines[4]?.fault).toEqual({
      code: 'recording_not_approved',
      recordings: ['Tin chưa ai duyệt cả'],
    });
    const choices = [{ line: '2-0-1', recordingId: loan }];
    const rows = shown.rows.map(({ line, cells }) => ({
      line,
      cells: line === 3 ? cells.with(0, 'Thứ 4') : cells,
    }));
    const mended = await look(commune, { rows, choices, accept: ['4-0-1'], drop: ['8-0-1'] });
    expect(states(mended)).toEqual([
      'skipped heading',
      'ready',
      'ready',
      'ready urgent',
      'unfit recording_not_approved',
      'unfit place_unknown',
      'unfit in_past broadcast_in_past',
      'dropped relay_by_hand',
    ]);
    const { seen } = mended;
    const given = { rows, choices, accept: ['4-0-1'], drop: ['8-0-1'], seen, plan: mended.plan };
    const problem = await refusal(take(commune, given));
    expect(problem.code).toBe('plan_unclear');
    expect(problem.fields?.map(({ path }) => path)).toEqual(['5-0-1', '6-0-1', '7-0-1']);
    expect(await take(commune, { ...given, leaveOut: true })).toMatchObject({ made: 3 });
    expect((await owned(commune)).map(({ title }) => title)).toEqual([
      'Vay vốn',
      'Lịch tiêm chủng tháng 2',
      'Lịch tiêm chủng tháng 2',
    ]);
  });

  it('tells what others would lose, and who holds the air', async () => {
    const commune = await makePlace('Hải Đường');
    const { areaId, stationId } = commune;
    const priority = await server().as('operator');
    await priority.call(api.broadcasts.create, {
      body: draftOf(
        {
          ...{ ownerAreaId: areaId, recordingId: loan, stations: [stationId] },
          ...{ date: '2028-02-22', time: '17:00' },
        },
        {
          ...{ title: 'Đang giữ giờ', class: 'priority' },
          items: [{ type: 'silence', durationMs: 600_000 }],
        },
      ),
    });
    const shown = await look(commune, { text: plan });
    const startsAt = instantOf('2028-02-22', '17:10', zone);
    expect(shown.lines[2]).toMatchObject({ state: 'ready', air: [{ airs: true, startsAt }] });
    const urgent = plan.replace('Địa bàn', 'Mức độ').replace('hộ nghèo\t', 'hộ nghèo\tƯu tiên');
    await priority.call(api.broadcasts.create, {
      body: draftOf(
        {
          ...{ ownerAreaId: areaId, recordingId: loan, stations: [stationId] },
          ...{ date: '2028-02-22', time: '17:10' },
        },
        {
          ...{ title: 'Thông thường', whenBeaten: 'skip' },
          placement: {
            ...{ kind: 'at', start: 'soft', maxDelayMs: 0 },
            slots: [{ id: '1', time: '17:10' }],
          },
        },
      ),
    });
    const lost = await look(commune, { text: urgent });
    expect(lost.displaced).toMatchObject([{ title: 'Thông thường', what: 'dropped' }]);
  });

  it('goes back as one act', async () => {
    const commune = await makePlace('Hải Giang');
    clock.set(clock.now() + 1000);
    const at = clock.now();
    clock.set(at + 1000);
    const shown = await look(commune, { text: plan });
    await take(commune, { text: plan, seen: shown.seen, plan: shown.plan });
    expect(await owned(commune)).toHaveLength(2);
    const { areaId } = commune;
    const restore = (more: object) =>
      operator.call(api.history.restore, { query: {}, body: { areaId, at, ...more } });
    const { seen } = await restore({ dryRun: true });
    await restore({ seen });
    expect(await owned(commune)).toEqual([]);
  });

  it('is taken over by who holds a window, as far as it lies inside', async () => {
    const commune = await makePlace('Hải Nam');
    const { areaId } = commune;
    const author = await server().as('author', areaId);
    const approver = await server().as('approver', areaId);
    await approver.call(api.windows.create, {
      body: {
        ...{ areaId, userId: author.me.id, holderAreaId: null, weekdays: [1, 2, 3, 4, 5, 6, 7] },
        ...{ from: '16:00', to: '18:00', sessionKeys: [], validFrom: null },
        validTo: addDays(monday, 30),
      },
    });
    const shown = await look(commune, { text: plan }, author);
    expect(states(shown).slice(2)).toEqual(['ready', 'unfit window_left']);
    const given = { text: plan, seen: shown.seen, plan: shown.plan, leaveOut: true };
    await take(commune, given, author);
    expect((await owned(commune)).map(({ title }) => title)).toEqual([
      'Vay vốn chính sách cho hộ nghèo',
    ]);
    // What lies inside is theirs to move.
    const { items } = await author.call(api.broadcasts.list, { query: {} });
    const made = items.find(({ ownerAreaId }) => ownerAreaId === areaId);
    const body = { version: made?.version ?? 0 };
    const withdrawn = await author.call(api.broadcasts.withdraw, {
      params: { id: made?.id ?? '' },
      body,
    });
    expect(withdrawn.state).toBe('withdrawn');
  });

  it('is for operators of the area', async () => {
    const commune = await makePlace('Hải Hà');
    const other = await makePlace('Hải Hưng');
    const stranger = await server().as('operator', other.areaId);
    const code = async (call: Promise<unknown>) => (await refusal(call)).code;
    expect(await code(look(commune, { text: plan }, stranger))).toBe('not_allowed');
    const author = await server().as('author', commune.areaId);
    expect(await code(look(commune, { text: plan }, author))).toBe('not_allowed');
    const elsewhere = { areaId: other.areaId, stationId: commune.stationId };
    expect(await code(look({ ...other, ...elsewhere }, { text: plan }, stranger))).toBe(
      'not_allowed',
    );
    expect(await code(look({ ...commune, areaId: 'nobody' }, { text: plan }))).toBe(
      'area_not_found',
    );
    const quick = { areaId: commune.areaId, weekOf: monday, text: '17h vay vốn' };
    expect(await code(author.call(api.plans.quickLine, { query: {}, body: quick }))).toBe(
      'not_allowed',
    );
  });
});

describe('an exported week', () => {
  it.each(['xlsx', 'csv'] as const)('as %s reads as the same lines', async (format) => {
    const commune = await makePlace(`Hải ${format}`);
    const second = await makeEndpoint(server(), commune.stationId, 'Cụm nhà văn hóa');
    expect(second).toBeTruthy();
    const shown = await look(commune, { text: plan });
    await take(commune, { text: plan, seen: shown.seen, plan: shown.plan });
    const query = { from: monday, to: addDays(monday, 6), stationId: commune.stationId };
    const file = await operator.fetch(urlOf(api.timetableExport[format], { query }));
    const form = new FormData();
    form.set('file', await file.blob(), `lich.${format}`);
    const answer = await operator.fetch('/api/v1/plans/rows', { method: 'POST', body: form });
    const { rows } = (await answer.json()) as Pick<PlanPreview, 'rows'>;
    const again = await look(commune, { rows });
    const items = again.lines.filter(({ state }) => state !== 'skipped');
    expect(items.map(({ state }) => state)).toEqual(['already', 'already']);
    const before = shown.lines.filter(({ state }) => state !== 'skipped');
    const said = ({ understood }: (typeof items)[number]) => [
      ...[understood?.title, understood?.days, understood?.recording?.id],
      understood?.airings[0]?.session ?? understood?.airings[0]?.time,
    ];
    expect(items.map(said)).toEqual(before.map(said));
    expect(items.map(({ problems }) => problems)).toEqual([[], []]);

    const other = await makePlace(`Hải khác ${format}`);
    const copied = await look(other, { rows });
    expect(copied.made).toBe(2);
  });
});

describe('a typed line', () => {
  it('is understood as what the editor is filled with', async () => {
    const commune = await makePlace('Hải Thanh');
    const administrator = await server().administrator();
    const village = await administrator.call(api.areas.create, {
      body: {
        ...{ code: 'xom.4', name: 'Xóm 4', kind: 'xóm', parentId: commune.areaId },
        ...{ validFrom: null, validTo: null },
      },
    });
    const { areaId, stationId } = commune;
    const typed = async (text: string) =>
      operator.call(api.plans.quickLine, {
        query: {},
        body: { areaId, stationId, weekOf: monday, text },
      });
    const { line, draft } = await typed('17h t3 t5 vay vốn chính sách cho hộ nghèo xóm 4');
    expect(line).toMatchObject({
      problems: [],
      understood: { days: 'Thứ 3, thứ 5 hàng tuần, từ 21/02/2028', places: 'Xóm 4' },
    });
    expect(draft).toMatchObject({
      title: 'vay vốn chính sách cho hộ nghèo',
      placement: { kind: 'at', slots: [{ id: '1', time: '17:00' }] },
      dates: { first: '2028-02-21', rule: { freq: 'weekly', weekdays: [2, 4] } },
      items: [{ type: 'recording', recordingId: loan }],
      targets: { areas: [village.id], stations: [] },
    });
    const open = await typed('sáng mai giảm nghèo');
    expect(open.line.problems.map(({ code }) => code)).toEqual(['recording_unknown']);
    expect(open.draft).toMatchObject({
      title: 'giảm nghèo',
      placement: { kind: 'session', sessionKey: 'morning' },
      dates: onDay('2028-02-22'),
      items: [],
      targets: { stations: [stationId] },
    });
    expect((await typed('  ')).line.state).toBe('skipped');
  });
});
