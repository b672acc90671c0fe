import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { api } from '../../contract/api.ts';
import type { Role } from '../../core/access/roles.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { zone } from '../support/district.ts';
import { playToEnd, signInAt } from '../support/console-visit.ts';
import { turnedClock } from '../support/say.ts';
import { setScene, type Scene } from '../support/scene.ts';
import { testPassword, useTestServer } from '../support/server.ts';
import { makeSound } from '../support/sound.ts';

// What each role is here for, from the first page on, at the desk and on a phone.

const openWindow = useBrowser();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-roles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** To a room by its link: in the rail at the desk, behind "more" on a phone. */
async function walkTo(page: Page, name: string, title = name): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
  if ((await link.count()) > 0) {
    await link.first().click();
  } else {
    await page.getByRole('link', { name: 'Xem thêm' }).click();
    await page.locator('main').getByRole('link', { name, exact: true }).click();
  }
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

describe.each([
  { where: 'at the desk', width: 1280 },
  { where: 'on a phone', width: 360 },
])('$where', ({ width }) => {
  const clock = turnedClock('16:21');
  const server = useTestServer({
    ...{ worker: true, clock },
    config: { outboundAllow: ['127.0.0.0/8'] },
  });
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(server(), clock);
  });

  /** Somebody of that role at their own screen; of the district where no area is given. */
  async function comesIn(role: Role, areaId?: string): Promise<Window & { name: string }> {
    const { me } = await server().as(role, areaId ?? (await server().rootId()));
    const window = await openWindow(server().origin);
    onTestFinished(() => window.close());
    await window.page.setViewportSize({ width, height: 800 });
    await window.page.clock.setSystemTime(clock.now());
    await signInAt(window, me.login, testPassword);
    onTestFinished(() => expect(window.complaints).toEqual([]));
    return { ...window, name: me.name };
  }

  /** A plan of this year with a class, a partner and a document. */
  async function makeCampaign(name: string): Promise<string> {
    const operator = await server().as('operator');
    const { id } = await operator.call(api.campaigns.create, { body: { name } });
    const partner = { name: `Hội Nông dân ${width}` };
    const { id: partnerId } = await operator.call(api.partners.create, { body: partner });
    const today = localDateOf(clock.now(), zone);
    const nothing = { planned: 0, spent: 0 };
    const event = { kind: 'class' as const, title: 'Tập huấn cán bộ loa', date: today };
    await operator.call(api.campaignPlans.put, {
      params: { id },
      body: {
        ...{ kind: 'year_plan', year: Number(today.slice(0, 4)), version: 0 },
        ...{ lead: 'Sở Nông nghiệp', leadAreaId: null, partnerIds: [partnerId] },
        ...{ funds: { central: nothing, counterpart: nothing }, targets: [] },
        events: [{ ...event, place: 'Nhà văn hóa', attendance: 498 }],
      },
    });
    const form = new FormData();
    form.set('title', 'Sổ tay');
    form.set('file', new Blob(['Nội dung']), 'so-tay.txt');
    await operator.fetch(`/api/v1/campaigns/${id}/materials`, { method: 'POST', body: form });
    return name;
  }

  it('an author hands a file in, and hears it', async () => {
    const file = await makeSound(join(folder, `Lịch_cắt_điện_${width}.wav`), 'sine=d=3:f=350');
    const { page } = await comesIn('author');
    await walkTo(page, 'Kho tin bài');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('link', { name: `Lịch cắt điện ${width}` }).click();
    const panel = page.getByRole('article', { name: `Lịch cắt điện ${width}` });
    await panel.getByText('Bạn là tác giả nên không tự duyệt được').waitFor();
    expect(await playToEnd(page)).toBeGreaterThan(2.5);
  });

  it('an approver hears what waits, and lets it air', async () => {
    const { page } = await comesIn('approver');
    await page.getByRole('link', { name: /tin bài cần duyệt/ }).click();
    const queue = page.locator('main');
    await queue.getByRole('link', { name: 'Chào mừng ngày hội làng' }).click();
    await page.getByRole('heading', { level: 2, name: 'Chào mừng ngày hội làng' }).waitFor();
    await playToEnd(page);
    await page.getByRole('button', { name: 'Duyệt cho phát' }).click();
    await page.getByText('Đã duyệt cho phát.').waitFor();
  });

  it('an operator places a bulletin, sees where it airs and why, and stops it', async () => {
    const { page } = await comesIn('operator');
    await walkTo(page, 'Lịch phát');
    await page.getByRole('link', { name: 'Thêm mục phát' }).click();
    await page.getByRole('heading', { level: 1, name: 'Thêm mục phát' }).waitFor();
    await page.getByRole('button', { name: /^Luật Đất đai/ }).click();
    await page.getByRole('checkbox', { name: 'Xã Hải Anh' }).check();
    const outlook = page.getByRole('region', { name: 'Sẽ phát thế nào' });
    await outlook.getByText('“Luật Đất đai: những điểm mới” phát trong buổi').first().waitFor();
    await page.getByRole('button', { name: 'Lưu vào lịch phát' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lịch phát' }).waitFor();
    await page
      .getByRole('button', { name: /Buổi chiều 17:00.*Vay vốn/s })
      .first()
      .click();
    const day = page.getByRole('dialog');
    const line = day.getByRole('listitem').filter({ hasText: /17:00.*Luật Đất đai/s });
    await line.getByRole('button', { name: 'Vì sao?' }).click();
    await line.getByText('Phát đúng chỗ đã xếp').first().waitFor();
    await line.getByRole('button', { name: 'Dừng phát' }).click();
    const stop = page.getByRole('dialog', { name: 'Dừng phát' });
    await stop.getByText('Loa im ngay khi nhận lệnh.').waitFor();
    await stop.getByRole('button', { name: 'Dừng phát' }).click();
    await page.getByText(/\d+\/\d+ cụm loa đã nhận lệnh dừng/).waitFor();
  });

  it('a commune’s operator takes in what the district offers', async () => {
    const commune = scene.communes[1];
    const { page } = await comesIn('commune-operator', commune?.areaId);
    await walkTo(page, 'Chờ tiếp nhận', 'Chờ tiếp nhận · Chọn thứ tự');
    const card = page.getByRole('article', { name: 'Phòng, chống rét cho vật nuôi' });
    await card.getByRole('button', { name: 'Tiếp nhận' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Đã trả lời' }).click();
    await page.getByText('Phòng, chống rét cho vật nuôi').first().waitFor();
  });

  it('a leader reads the day’s figures down to what they count', async () => {
    const { page } = await comesIn('leader');
    await walkTo(page, 'Báo cáo');
    await page.getByRole('button', { name: 'Ngày', exact: true }).click();
    const table = page.getByRole('table');
    await table.getByRole('button', { name: 'Tổng cộng' }).click();
    const rows = page.getByRole('dialog');
    await rows.getByText(/\d+ trên \d+ lượt/).waitFor();
    await rows.getByRole('link', { name: 'Hồ sơ lần phát' }).first().waitFor();
    await page.keyboard.press('Escape');
    await walkTo(page, 'Lịch phát');
    expect(await page.getByRole('link', { name: 'Thêm mục phát' }).count()).toBe(0);
  });

  it('a leader reads a campaign down to its rows and fetches a document, which the officer sees', async () => {
    const title = await makeCampaign(`Giảm nghèo năm nay ${width}`);
    const open = async (page: Page) => {
      await walkTo(page, 'Đợt tuyên truyền');
      await page.getByRole('button', { name: `Kế hoạch, kết quả của ${title}` }).click();
      return page.getByRole('dialog', { name: title });
    };
    const leader = await comesIn('leader');
    const campaign = await open(leader.page);
    await campaign.getByText('Kết quả: 1 lớp tập huấn cho 498 người').waitFor();
    await campaign.getByText('phối hợp: Hội Nông dân').waitFor();
    await campaign.getByText('1 cuộc, 498 người dự').click();
    await campaign.getByText('Tập huấn cán bộ loa').waitFor();
    expect(await campaign.getByText('Sửa kế hoạch').count()).toBe(0);
    const download = leader.page.waitForEvent('download');
    await campaign.getByRole('link', { name: 'Sổ tay', exact: true }).click();
    expect((await download).suggestedFilename()).toBe('so-tay.txt');
    const officer = await comesIn('operator');
    const kept = await open(officer.page);
    await kept.locator('summary', { hasText: /^\s*1 người đã tải\s*$/ }).click();
    await kept.getByText(leader.name).waitFor();
  });

  it('an inspector reads who changed what, and changes nothing', async () => {
    const { page } = await comesIn('inspector');
    await walkTo(page, 'Nhật ký thao tác');
    await page.locator('main').getByText('Luật Đất đai').first().waitFor();
    await walkTo(page, 'Kho tin bài');
    expect(await page.locator('input[type=file]').count()).toBe(0);
    await walkTo(page, 'Nhật ký phát');
  });

  it('an administrator lets somebody in', async () => {
    const { page } = await comesIn('administrator');
    await walkTo(page, 'Người dùng');
    await page.getByRole('button', { name: 'Thêm người dùng' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Họ và tên').fill('Đỗ Thị Lan');
    await dialog.getByLabel('Tên đăng nhập').fill(`lan.${width}`);
    await dialog.getByLabel('Mật khẩu').fill('thuyền về bến cũ');
    await dialog.getByRole('button', { name: 'Thêm vai trò' }).click();
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('main').getByText('Đỗ Thị Lan').waitFor();
    const phone = await openWindow(server().origin);
    onTestFinished(() => phone.close());
    await signInAt(phone, `lan.${width}`, 'thuyền về bến cũ');
  });
});
