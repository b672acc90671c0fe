import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import type { Dossier } from './read-dossier.ts';
import { sendDossier } from './send-dossier.ts';

export interface DossierRoutesDeps {
  asker: Asker;
  media: MediaStore;
  /** In which times are told. */
  zone: string;
  /** See core/compile/freeze. */
  freezeMs: number;
  clock: Clock;
}

export function dossierRoutes({
  asker,
  media,
  zone,
  freezeMs,
  clock,
}: DossierRoutesDeps): BoundRoute[] {
  return [
    handle(contract.dossier, async ({ principal, params: { id }, response }) => {
      const { bytes } = await asker.ask('dossier', { principal, query: { id }, freezeMs });
      const dossier = JSON.parse(Buffer.from(bytes).toString()) as Dossier | null;
      if (!dossier) throw new AppError('occurrence_not_found', `nothing to be read of ${id}`);
      await sendDossier(response, dossier, { media, zone, now: clock.now() });
    }),
  ];
}
