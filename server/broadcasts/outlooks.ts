import type { Outlook } from '../../contract/http/broadcasts.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import type { Principal } from '../http/principal.ts';
import type { Prepared } from './try-out.ts';

/** What becomes of broadcasts; long to find for a whole province, so it is found where nobody waits behind it. */
export interface Outlooks {
  /** Of one that is saved, in the days in force. */
  saved(broadcast: Broadcast): Promise<Outlook>;
  /**
   * What saving would do; nothing is saved.
   * @throws AppError `not_held_yet`, `urgent_too_late`, `interrupt_not_allowed`
   */
  preview(principal: Principal, prepared: Prepared): Promise<Outlook>;
}
