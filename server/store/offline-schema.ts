import type { Generated } from 'kysely';
import type { ImageType } from '../../core/health/image-type.ts';
import type { Flag, Instant } from './column.ts';

/** Places without a network, and what is known of where an endpoint stands. */
export interface OfflineSchema {
  /** What a vendor's list says of an endpoint, and what people who stand before it do. */
  endpoint_site: {
    endpoint_id: string;
    serial: string | null;
    /** The number of its SIM. */
    sim: string | null;
    address: string | null;
    /** WGS 84, in degrees. */
    latitude: number | null;
    longitude: number | null;
    /** Of the amplifier. */
    power_watts: number | null;
    sim_provider: Generated<string | null>;
    note: Generated<string | null>;
    amplifier: Generated<string | null>;
    photo_sha256: Generated<string | null>;
    photo_type: Generated<ImageType | null>;
    changed_by: Generated<string | null>;
    changed_at: Generated<Instant | null>;
  };
  /** By which somebody without an account declares what a `person` endpoint aired. */
  declare_link: {
    id: string;
    endpoint_id: string;
    /** Whose it is. */
    name: string;
    token_sha256: string;
    /** Who made it. */
    user_id: string;
    created_at: Instant;
    used_at: Instant | null;
  };
  /** What somebody declared of an entry; the last word counts. */
  declaration: {
    endpoint_id: string;
    entry_key: string;
    starts_at: Instant;
    occurrence: string;
    title: string;
    aired: Flag;
    /** Why it was not aired. */
    reason: string | null;
    /** The name of the link. */
    declared_by: string;
    declared_at: Instant;
  };
}
