import type { DecisionAnswered } from '../../../../contract/http/decisions.ts';
import type { OfferAnswered } from '../../../../contract/http/offers.ts';

const fields = {
  ...{ id: 'k1', stationId: 's1', stationName: 'Đài xã Hải Hậu', areaId: 'a1' },
  ...{ date: '2026-12-01', deadline: Date.UTC(2026, 10, 30, 23), state: 'open' as const },
  ...{ ownerAreaId: 'a0', ownerName: 'Tỉnh Ninh Bình', scope: null },
  ...{ answeredBy: null, answeredAt: null, mayAnswer: true },
};

/** An offer of two minutes with room in the afternoon alone. */
export function anOffer(given: Partial<OfferAnswered> = {}): OfferAnswered {
  return {
    ...fields,
    ...{ occurrence: 'b1-2026-12-01', broadcastId: 'b1', title: 'Phòng chống rét' },
    sounds: [{ recordingId: 'r1', title: 'Phòng chống rét cho gia súc' }],
    ...{ soundMs: 120_000, startsAt: Date.UTC(2026, 10, 30, 23, 30), because: 'offered' },
    ...{ mayAirAsAsked: true, suggests: 'afternoon' },
    sessions: [
      { key: 'morning', name: 'Sáng', startsAt: Date.UTC(2026, 10, 30, 22), roomMs: 60_000 },
      { key: 'afternoon', name: 'Chiều', startsAt: Date.UTC(2026, 11, 1, 10), roomMs: 260_000 },
    ],
    ...{ answer: null, outcome: null },
    ...given,
  };
}

export function aDecision(given: Partial<DecisionAnswered> = {}): DecisionAnswered {
  const item = (broadcastId: string, title: string) => ({
    ...{ occurrence: `${broadcastId}-2026-12-01`, broadcastId, title, sounds: [] },
    outcome: { airs: true, reason: 'placed', startsAt: fields.deadline, sessionKey: null },
  });
  return {
    ...fields,
    ...{ id: 'd1', upper: item('b1', 'Gió mạnh'), own: item('b2', 'Cấp nước'), answer: null },
    ...given,
  };
}
