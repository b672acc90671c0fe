import type { Grant } from '../../core/access/roles.ts';

/** The signed-in person of a request. */
export interface Principal {
  userId: string;
  login: string;
  name: string;
  grants: Grant[];
  /**
   * What writes must carry in the header `Loa-Csrf`; `null` with a key, which no other site can make a
   * browser send.
   */
  csrf: string | null;
  /** Epoch ms. */
  signedInUntil: number;
}
