import type { NewRecordingFields } from '../../contract/http/recordings.ts';
import { AppError } from '../../runtime/error.ts';
import { requireCampaign } from '../campaigns/require.ts';
import type { Principal } from '../http/principal.ts';
import { requirePartner } from '../partners/require.ts';
import { requireProgramme } from '../programmes/service.ts';
import type { RecordingsDeps } from './deps.ts';
import type { RecordingRow } from './repo.ts';

type Deps = Pick<RecordingsDeps, 'db' | 'access'>;

/** Where a recording is filed; what is left out stays. */
export interface Filing {
  programmeId?: string | null | undefined;
  campaignId?: string | null | undefined;
  partnerId?: string | null | undefined;
}

/** @throws AppError `programme_not_found`, `campaign_not_found`, `partner_not_found` */
export async function requireFiling(
  { db }: Pick<Deps, 'db'>,
  { programmeId, campaignId, partnerId }: Filing,
): Promise<void> {
  if (typeof programmeId === 'string') await requireProgramme(db, programmeId);
  if (typeof campaignId === 'string') await requireCampaign(db, campaignId);
  if (typeof partnerId === 'string') await requirePartner(db, partnerId);
}

/**
 * Whether a person may make a recording with these fields.
 * @throws AppError `area_not_found`, `not_allowed` and those of {@link requireFiling}
 */
export async function requireNewRecording(
  deps: Deps,
  principal: Principal,
  fields: NewRecordingFields,
): Promise<void> {
  const { access } = deps;
  const { areaId } = fields;
  if (!(await access.areas()).has(areaId)) {
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  }
  await access.require(principal, 'recording.write', areaId);
  await requireFiling(deps, fields);
}

/** The columns that a filing changes. */
export function filingColumns({ programmeId, campaignId, partnerId }: Filing) {
  const columns: Partial<RecordingRow> = {};
  if (programmeId !== undefined) columns.programme_id = programmeId;
  if (campaignId !== undefined) columns.campaign_id = campaignId;
  if (partnerId !== undefined) columns.partner_id = partnerId;
  return columns;
}
