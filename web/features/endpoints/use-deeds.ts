import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import { usePlaces } from '../places/use-places.ts';
import { useRights } from '../places/use-rights.ts';
import { deedsOf, type MenuDeed } from './endpoint-deeds.ts';

/** What the signed-in person may do with a loudspeaker, in words. */
export function useDeeds(endpoint: () => EndpointAnswer) {
  const { t } = useI18n();
  const places = usePlaces();
  const rights = useRights();

  const mayChange = computed(() => {
    const station = places.stations.get(endpoint().stationId);
    return station !== undefined && rights.can('endpoint.pair', station.areaId);
  });
  const isUnpaired = computed(
    () => mayChange.value && endpoint().kind === 'agent' && endpoint().pairedAt === null,
  );
  const actions = computed(() => {
    const maySnooze = rights.can('endpoint.snooze', endpoint().areaId);
    const mayReport = rights.can('fault.report', endpoint().areaId);
    return deedsOf(endpoint(), { mayPair: mayChange.value, maySnooze, mayReport }).map((key) => ({
      ...{ key, word: wordOf(key), isGrave: key === 'revoke' },
    }));
  });

  function barWord(): string {
    const { revokedAt, silencingUntil, quarantinedAt } = endpoint();
    if (revokedAt !== null && silencingUntil === null) return t('lock.silence');
    return t(quarantinedAt === null ? 'endpoint.revoke' : 'endpoint.barred');
  }

  function wordOf(deed: MenuDeed): string {
    switch (deed) {
      case 'fault':
        return t('clerk.fault');
      case 'listen':
      case 'declare':
      case 'player':
        return t(`links.${deed}.action`);
      case 'snooze':
        return t('proof.snooze.action');
      case 'pair':
        return t('pairing.again');
      case 'edit':
        return t(endpoint().kind === 'receiver' ? 'endpoint.editReceiver' : 'endpoint.rename');
      case 'move':
        return t('endpointMove.action');
      case 'revoke':
        return barWord();
    }
  }

  return { mayChange, isUnpaired, actions };
}
