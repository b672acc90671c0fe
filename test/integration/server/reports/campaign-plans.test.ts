import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { urlOf } from '../../../../contract/client.ts';
import type { PlanContent } from '../../../../contract/http/campaign-plans.ts';
import { airWeek, type AiredWeek } from '../../../support/aired-week.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { turnedClock } from '../../../support/say.ts';
import { seeded } from '../../../support/seeded.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('03:00');
const server = useTestServer({ worker: true, clock });
let aired: AiredWeek;
let operator: Person;
beforeAll(async () => {
  aired = await airWeek(server(), { clock, random: seeded(5) });
  operator = await server().as('operator');
});

const fund = { planned: 500_000_000, spent: 320_000_000 };
const content = (): PlanContent => ({
  ...{ kind: 'year_plan', year: Number(aired.from.slice(0, 4)) },
  ...{ lead: 'Sở Nông nghiệp và Môi trường', leadAreaId: null, partnerIds: [aired.partnerId] },
  funds: { central: fund, counterpart: { planned: 50_000_000, spent: 50_000_000 } },
  targets: [{ name: 'Sổ tay', unit: 'cuốn', planned: 2000, reached: 2000 }],
  events: [
    { kind: 'class', title: 'Tập huấn', date: aired.from, place: 'Hải Hậu', attendance: 498 },
  ],
});
const idOf = (nth: number) => ({ id: aired.campaigns[nth] ?? '' });

describe('plans of campaigns', () => {
  it('are written from the version that was read, by those who may', async () => {
    const params = idOf(2);
    expect((await operator.call(api.campaignPlans.get, { params })).version).toBe(0);
    const body = { ...content(), version: 0 };
    const written = await operator.call(api.campaignPlans.put, { params, body });
    expect(written).toMatchObject({ ...content(), version: 1, materials: [] });
    const again = await refusal(operator.call(api.campaignPlans.put, { params, body }));
    expect(again.code).toBe('campaign_changed');
    const nobody = { ...body, version: 1, partnerIds: ['nobody'] };
    const lacking = await refusal(operator.call(api.campaignPlans.put, { params, body: nobody }));
    expect(lacking.code).toBe('partner_not_found');
  });

  it('report what came of all that nests in them, with what was aired', async () => {
    const query = { from: aired.from, to: aired.to };
    const report = await operator.call(api.campaignPlans.report, { params: idOf(0), query });
    const filter = { ...query, campaignId: idOf(0).id };
    const { total } = await operator.call(api.airReport.lines, {
      query: { ...filter, by: 'station' as const },
    });
    expect(report).toMatchObject({ campaigns: 3, whole: null, aired: { total } });
    const { funds, targets } = content();
    expect(report.ofYears).toMatchObject({ funds, targets });
    expect(report.plans).toMatchObject([
      { kind: 'year_plan', partners: ['Hội Liên hiệp Phụ nữ'], scope: 'ofYears' },
    ]);
    expect(report.held).toMatchObject([{ title: 'Tập huấn', place: 'Hải Hậu', attendance: 498 }]);
    expect(report.aired.communes).toBe(2);
    expect(report.sentence).toMatch(/^Kết quả: 1 lớp tập huấn cho 498 người; 2\.000 cuốn sổ tay/);
    const path = urlOf(api.campaignPlans.paper, {
      params: idOf(0),
      query: { ...query, format: 'xlsx' as const },
    });
    const response = await operator.fetch(path);
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()));
    expect(rows).toContainEqual(expect.arrayContaining(['Ngân sách trung ương', 500_000_000]));
    expect(rows).toContainEqual(expect.arrayContaining(['Lớp tập huấn', 1, 498]));
    expect(rows).toContainEqual(
      expect.arrayContaining(['Sở Nông nghiệp và Môi trường', 'Hội Liên hiệp Phụ nữ']),
    );
    expect(rows).toContainEqual(expect.arrayContaining(['Tập huấn', 'Hải Hậu', 498]));
  });

  it('tell money and targets of a whole, and of other years, apart from those of a year', async () => {
    const year = Number(aired.from.slice(0, 4));
    const project = { ...content(), kind: 'project' as const, events: [] };
    const body = { ...project, version: 0 };
    const written = await operator.call(api.campaignPlans.put, { params: idOf(1), body });
    expect(written.year).toBeNull();
    const of = (query: { from?: string; to?: string }) =>
      operator.call(api.campaignPlans.report, { params: idOf(0), query });
    const { funds, targets } = content();
    const means = { funds, targets };
    const days = { from: aired.from, to: aired.to };
    expect(await of(days)).toMatchObject({ ofYears: means, whole: means });
    const past = { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    expect(await of(past)).toMatchObject({ ofYears: null, whole: means, held: [] });
    const all = await of({});
    expect(all).toMatchObject({ ofYears: means, whole: means, held: [{ title: 'Tập huấn' }] });
    expect(all.aired.years.reduce((sum, { heardMs }) => sum + heardMs, 0)).toBe(
      all.aired.total.heardMs,
    );
    expect(all.aired.total.heardMs).toBeGreaterThanOrEqual((await of(days)).aired.total.heardMs);
    expect((await refusal(of({ from: aired.from }))).code).toBe('query_invalid');
    const path = urlOf(api.campaignPlans.paper, {
      params: idOf(0),
      query: { format: 'xlsx' as const },
    });
    const response = await operator.fetch(path);
    const told = JSON.stringify(await readSheet(Buffer.from(await response.arrayBuffer())));
    expect(told).toContain('từ trước đến nay');
    expect(told).toContain('Kinh phí của cả chương trình, dự án, mọi năm');
  });

  it('tell a whole once, and how those beneath divide it', async () => {
    const year = Number(aired.from.slice(0, 4));
    const programme = {
      ...{ ...content(), kind: 'programme' as const, year: null, events: [], version: 0 },
      funds: { central: { planned: 800_000_000, spent: 0 }, counterpart: fund },
      targets: [],
    };
    const written = { params: idOf(0), body: programme };
    await operator.call(api.campaignPlans.put, written);
    const query = { from: `${year}-01-01`, to: `${year}-12-31` };
    const { whole } = await operator.call(api.campaignPlans.report, { params: idOf(0), query });
    expect(whole?.funds).toMatchObject({
      central: { planned: 800_000_000, spent: 320_000_000, parts: [{ campaignId: idOf(1).id }] },
      counterpart: { ...fund, parts: [{ planned: 50_000_000 }] },
    });
    const path = urlOf(api.campaignPlans.paper, {
      params: idOf(0),
      query: { ...query, format: 'xlsx' as const },
    });
    const response = await operator.fetch(path);
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()));
    expect(rows).toContainEqual(expect.arrayContaining(['Ngân sách trung ương', 800_000_000]));
    expect(rows).toContainEqual(expect.arrayContaining(['– Chưa phân bổ', 300_000_000]));
  });

  it('of a year are not written without it', async () => {
    const body = { ...content(), year: null, version: 0 };
    const refused = await refusal(operator.call(api.campaignPlans.put, { params: idOf(0), body }));
    expect(refused.code).toBe('body_invalid');
  });

  it('hand out documents, and keep who fetched them', async () => {
    const form = new FormData();
    form.set('title', 'Tài liệu tuyên truyền');
    form.set('file', new Blob(['<script>alert(1)</script>']), 'tài liệu "số 1".html');
    const { id } = idOf(1);
    const init = { method: 'POST', body: form };
    const sent = await operator.fetch(`/api/v1/campaigns/${id}/materials`, init);
    expect(sent.status).toBe(201);
    const plan = await operator.call(api.campaignPlans.get, { params: { id } });
    const materialId = plan.materials[0]?.id ?? '';
    const commune = await server().as('author', aired.communes[0]?.areaId ?? '');
    const path = `/api/v1/campaigns/${id}/materials/${materialId}/file`;
    for (let time = 0; time < 2; time += 1) {
      const got = await commune.fetch(path);
      expect(await got.text()).toBe('<script>alert(1)</script>');
      expect(got.headers.get('content-type')).toBe('application/octet-stream');
      expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    }
    const { materials } = await operator.call(api.campaignPlans.get, { params: { id } });
    expect(materials[0]?.fetched).toMatchObject([{ name: commune.me.name, times: 2 }]);
    const params = { id, materialId };
    const left = await operator.call(api.campaignPlans.removeMaterial, { params });
    expect(left.materials).toEqual([]);
    expect((await commune.fetch(path)).status).toBe(404);
  });
});
