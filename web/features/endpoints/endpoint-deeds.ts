import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';

/** What somebody may do with a loudspeaker. */
export type Deed =
  | 'fault'
  | 'pair'
  | 'listen'
  | 'declare'
  | 'player'
  | 'edit'
  | 'move'
  | 'snooze'
  | 'revoke'
  | 'incidents';
export type MenuDeed = Exclude<Deed, 'incidents'>;

/** What a menu offers, in its order; pairing for the first time and incidents have buttons of their own. */
export function deedsOf(
  { kind, pairedAt, revokedAt, silencedAt }: EndpointAnswer,
  { mayPair, maySnooze, mayReport }: { mayPair: boolean; maySnooze: boolean; mayReport: boolean },
): MenuDeed[] {
  const isIn = revokedAt === null;
  const isThere = pairedAt !== null || kind !== 'agent';
  const offered: [MenuDeed, boolean][] = [
    ['fault', mayReport && isIn],
    ['listen', mayPair && isIn],
    ['declare', mayPair && isIn && kind === 'person'],
    ['player', mayPair && isIn],
    ['snooze', maySnooze && isIn && isThere],
    ['pair', mayPair && kind === 'agent' && pairedAt !== null],
    ['edit', mayPair && isIn],
    ['move', mayPair && isIn],
    ['revoke', mayPair && silencedAt === null],
  ];
  return offered.flatMap(([deed, isOffered]) => (isOffered ? [deed] : []));
}
