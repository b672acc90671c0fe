import type { VueWrapper } from '@vue/test-utils';
import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { useApi } from '../../../../web/api/use-api.ts';
import CampaignPlanDialog from '../../../../web/features/campaigns/CampaignPlanDialog.vue';
import ImportDialog from '../../../../web/features/plans/ImportDialog.vue';
import RecordingEditDialog from '../../../../web/features/recordings/RecordingEditDialog.vue';
import { keptDrafts } from '../../../../web/kept/kept-drafts.ts';
import { aRecording } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

// Whole dialogs, on busy machines too.
vi.setConfig({ testTimeout: 20_000 });

const page = { items: [], next: null };
const money = { planned: 0, spent: 0 };
const plan = {
  ...{ kind: 'other', lead: null, leadAreaId: null, partnerIds: [], targets: [], events: [] },
  ...{ funds: { central: money, counterpart: money }, version: 2, materials: [] },
};

function show(part: 'recording' | 'campaign' | 'import', recording = aRecording({})) {
  const campaign = { id: 'c1', name: 'Giảm nghèo 2026', parentId: null, archivedAt: null };
  const parts = {
    recording: { component: RecordingEditDialog, props: { recording, open: true } },
    campaign: { component: CampaignPlanDialog, props: { campaign } },
    import: { component: ImportDialog, props: { date: '2026-12-01', stationId: '' } },
  };
  const { component, props } = parts[part];
  return mountPart(component, {
    props,
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      'GET /api/v1/campaigns': page,
      'GET /api/v1/campaigns/c1/plan': plan,
      'GET /api/v1/partners': page,
      'GET /api/v1/genres': page,
      'PATCH /api/v1/recordings/r1': recording,
    },
  });
}

const dialog = () => document.querySelector<HTMLElement>('[role=dialog]');

function field(name: string): HTMLInputElement {
  const label = [...(dialog()?.querySelectorAll('label') ?? [])].find(
    (one) => one.textContent.trim() === name,
  );
  const found = document.getElementById(label?.getAttribute('for') ?? '');
  if (!(found instanceof HTMLElement))
    throw new Error(`there is no ${name} in ${dialog()?.textContent}`);
  return found as HTMLInputElement;
}

async function type(name: string, text: string): Promise<void> {
  const input = field(name);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}

async function unfold(): Promise<void> {
  const details = [...(dialog()?.querySelectorAll('details') ?? [])].find((one) =>
    one.textContent.includes('Sửa kế hoạch'),
  );
  if (!details) return;
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
  await flushPromises();
}

function signOut(wrapper: VueWrapper): void {
  useApi().me = null;
  wrapper.unmount();
}

it.each([
  { part: 'recording', name: 'Lời bài', text: 'Kính thưa bà con…' },
  { part: 'campaign', name: 'Cơ quan chủ trì', text: 'Sở Nông nghiệp' },
  { part: 'import', name: 'Bảng lịch', text: '01/12/2026\t17h\tTin' },
] as const)('keeps what was typed into a dialog: $part', async ({ part, name, text }) => {
  const { wrapper } = show(part);
  await flushPromises();
  await unfold();
  expect(keptDrafts('u1', Date.now())).toEqual([]);
  await type(name, text);
  signOut(wrapper);
  show(part);
  await flushPromises();
  await unfold();
  expect(field(name).value).toBe(text);
  expect(dialog()?.textContent).toContain('Đã mở lại bản nháp chưa lưu');
});

it('keeps of a recording only what was changed, beside what others changed since', async () => {
  const { wrapper } = show('recording');
  await flushPromises();
  await type('Lời bài', 'Kính thưa bà con…');
  signOut(wrapper);
  show('recording', aRecording({}, { title: 'Tên người khác đặt' }));
  await flushPromises();
  expect(field('Lời bài').value).toBe('Kính thưa bà con…');
  const title = dialog()?.querySelector<HTMLInputElement>('input[required]');
  expect(title?.value).toBe('Tên người khác đặt');
});
