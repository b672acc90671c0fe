import type { FaultKind } from '../../core/health/fault-kind.ts';
import type { ImageType } from '../../core/health/image-type.ts';
import type { Instant } from './column.ts';

/** Who may do what and for how long, and the faults that people see at loudspeakers. */
export interface PeopleSchema {
  user: {
    id: string;
    login: string;
    name: string;
    name_folded: string;
    password_hash: string;
    created_at: Instant;
    disabled_at: Instant | null;
  };
  grant: {
    user_id: string;
    role: string;
    area_id: string;
    /** From when on it holds; `null`: from the beginning. */
    starts_at: Instant | null;
    /** When it does not hold any more; `null`: it has no end. */
    ends_at: Instant | null;
  };
  sign_in: {
    /** SHA-256 of the cookie's value. */
    token_sha256: string;
    user_id: string;
    csrf: string;
    created_at: Instant;
    expires_at: Instant;
  };
  /** A person's key for scripts; what it does is done by that person. */
  access_token: {
    id: string;
    user_id: string;
    name: string;
    token_sha256: string;
    created_at: Instant;
    used_at: Instant | null;
    expires_at: Instant;
  };
  /** Somebody has another's roles for a time (trực thay). */
  stand_in: {
    id: string;
    user_id: string;
    absent_id: string;
    starts_at: Instant;
    ends_at: Instant;
    made_by: string;
    made_at: Instant;
  };
  /** A one-time code by which somebody who is locked out sets a new password; one a person. */
  access_reset: {
    token_sha256: string;
    user_id: string;
    made_by: string;
    created_at: Instant;
    expires_at: Instant;
  };
  /** What somebody sees that is wrong with a loudspeaker (báo hỏng). */
  fault_report: {
    id: string;
    endpoint_id: string;
    kind: FaultKind;
    words: string;
    /** Of the file in the media store. */
    photo_sha256: string | null;
    photo_type: ImageType | null;
    user_id: string;
    /** By the clock of the phone on which it was written down. */
    seen_at: Instant;
    received_at: Instant;
    /** The phone's own name for it: the same report may arrive twice. */
    key: string;
    settled_at: Instant | null;
    settled_by: string | null;
    settled_words: string | null;
  };
}
