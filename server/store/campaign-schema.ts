import type { CampaignKind } from '../../core/campaign/campaign-plan.ts';
import type { Instant, JsonText } from './column.ts';

/** What a campaign sets out to do, and what is handed to commune staff. */
export interface CampaignSchema {
  campaign_plan: {
    campaign_id: string;
    kind: CampaignKind;
    /** Of a plan of a year; `null` where it is none, or nobody said so. */
    year: number | null;
    /** Cơ quan chủ trì, by name; and its area, where it is of one. */
    lead: string | null;
    lead_area_id: string | null;
    partner_ids: JsonText;
    funds: JsonText;
    targets: JsonText;
    events: JsonText;
    version: number;
    changed_by: string;
    changed_at: Instant;
  };
  campaign_material: {
    id: string;
    campaign_id: string;
    title: string;
    file_name: string;
    /** Its file in the store of materials. */
    file_sha256: string;
    bytes: number;
    uploaded_by: string;
    uploaded_at: Instant;
    /** It is handed out no more; who fetched it is still known. */
    removed_at: Instant | null;
  };
  /** Who fetched a material, when first and last, and how often. */
  material_fetch: {
    material_id: string;
    user_id: string;
    first_at: Instant;
    last_at: Instant;
    times: number;
  };
}
