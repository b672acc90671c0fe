import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';

/** A loudspeaker that was never paired, unless said otherwise. */
export function anEndpoint(
  change: Pick<EndpointAnswer, 'id'> & Partial<EndpointAnswer>,
): EndpointAnswer {
  return {
    ...{ stationId: 'd1', stationName: 'Đài xã Hải Hậu', name: 'Cụm loa', kind: 'agent' },
    ...{ areaId: 'a1', position: null, pushUrl: null, pairedAt: null, revokedAt: null },
    ...{ silencingUntil: null, silencedAt: null, quarantinedAt: null, lastSeenAt: null },
    ...{ presence: 'unknown', plannedUntil: null, clockOffsetMs: null, clockTrusted: null },
    today: { playlist: null, entries: 0, holds: 'unknown' },
    ...{ version: null, insecureHttp: false, stale: false, playing: null, openIncidents: 0 },
    health: {
      ...{ volumePercent: null, power: null, batteryPercent: null, diskFreeBytes: null },
      ...{ servedBytes: 0, usedBytes: null, heldDays: null, unheard: null, unheardBy: null },
      snooze: null,
    },
    ...change,
  };
}
