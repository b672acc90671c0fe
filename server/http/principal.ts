import type { Grant } from '../../core/access/roles.ts';

/** The signed-in person of a request. */
export interface Principal {
  userId: string;
  login: string;
  name: string;
  grants: Grant[];
  /** What writes must carry in the header `Loa-Csrf`. */
  csrf: string;
  /** Epoch ms. */
  signedInUntil: number;
}
