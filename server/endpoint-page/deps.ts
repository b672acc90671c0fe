import type { Kysely } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import type { Database } from '../store/schema.ts';

export interface EndpointPageDeps {
  db: Kysely<Database>;
  access: Access;
  endpoints: EndpointsService;
  /** Of photos alone. */
  store: MediaStore;
  clock: Clock;
}
