import type { Likeness } from '../../core/listening/likeness.ts';
import type { HeardWord } from '../../core/listening/listening.ts';
import type { SoundContainer } from '../../core/listening/sound-container.ts';
import type { Instant } from './column.ts';

/** Which item at which endpoint somebody spoke of, and by whose link. */
interface Spoken {
  endpoint_id: string;
  entry_key: string;
  starts_at: Instant;
  occurrence: string;
  title: string;
  /** The link, which may have been ended since. */
  link_id: string;
  /** The name of the link. */
  said_by: string;
}

/** People near loudspeakers, what they say and what their phones recorded. */
export interface ListenerSchema {
  listener_link: {
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
  /** The last word of each link counts. */
  listener_word: Spoken & { word: HeardWord; said_at: Instant };
  listener_recording: Spoken & {
    id: string;
    /** When the recording ended, by the server's clock. */
    ended_at: Instant;
    received_at: Instant;
    container: SoundContainer;
    /** Its file in the store of such recordings. */
    file_sha256: string;
    bytes: number;
    /** Whether it is of what was played; `null`: not judged, or not yet. */
    likeness: Likeness | null;
  };
}
