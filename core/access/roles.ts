import type { Area } from '../area/area.ts';
import { isInArea } from '../area/area.ts';

export const roles = [
  'author',
  'approver',
  'operator',
  'commune-operator',
  'leader',
  'inspector',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** A role held in an area and everything beneath it. */
export interface Grant {
  role: Role;
  areaId: string;
  /** Whose it is, where it is held by standing in for them. */
  insteadOf?: string;
}

/** What each action needs; any one of the roles is enough. Reading needs any role at all. */
export const actions = {
  read: roles,
  'recording.write': ['author', 'operator', 'commune-operator', 'administrator'],
  'recording.approve': ['approver'],
  'broadcast.write': ['operator'],
  /**
   * Operators anywhere in their area; a commune's operator in its own parts of its own sessions; others
   * inside the windows that were granted to them.
   */
  'broadcast.place': ['author', 'approver', 'operator', 'commune-operator', 'administrator'],
  'broadcast.place-own': ['commune-operator'],
  'broadcast.stop': ['operator', 'commune-operator', 'approver'],
  'ask.answer': ['operator', 'commune-operator', 'approver'],
  'week.submit': ['operator', 'commune-operator'],
  'week.approve': ['approver'],
  'window.write': ['approver', 'administrator'],
  'session.write': ['operator', 'administrator'],
  /** Who has the key to the loudspeakers, and their telephone number. */
  'keyholder.read': ['operator', 'commune-operator', 'approver', 'administrator'],
  'keyholder.write': ['operator', 'commune-operator', 'administrator'],
  /** Something is wrong with a loudspeaker (báo hỏng); whoever mends it settles it. */
  'fault.report': ['author', 'approver', 'operator', 'commune-operator', 'administrator'],
  'fault.settle': ['operator', 'administrator'],
  'endpoint.pair': ['operator', 'administrator'],
  /** Where a loudspeaker hangs, what it hangs on, its SIM: whoever stands before it writes it down. */
  'endpoint.site': ['operator', 'commune-operator', 'administrator'],
  /** Nobody is told for a while that it is away. */
  'endpoint.snooze': ['operator', 'administrator'],
  /** Links by which calendars outside read a timetable. */
  'calendar.share': ['operator', 'administrator'],
  'station.write': ['administrator'],
  'programme.write': ['operator', 'administrator'],
  'quiet-hours.write': ['administrator'],
  'day-mode.switch': ['operator', 'administrator'],
  'day-mode.write': ['administrator'],
  'holiday.write': ['administrator'],
  'group.write': ['operator', 'administrator'],
  'area.write': ['administrator'],
  'user.write': ['administrator'],
  /** Plays that make no sense: whether they count after all. */
  'proof.decide': ['administrator'],
  /** The work of the workers: how it stands, and what failed is done again. */
  'work.manage': ['administrator'],
  /** What contributors are paid. */
  'royalty.write': ['approver', 'administrator'],
  'audit.read': ['administrator', 'approver', 'inspector'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof actions;

/** Whether the grants allow an action on a thing that belongs to `areaId`. */
export function isAllowed(
  grants: readonly Grant[],
  action: Action,
  areaId: string,
  areas: ReadonlyMap<string, Area>,
): boolean {
  const enough: readonly Role[] = actions[action];
  return grants.some(
    (grant) => enough.includes(grant.role) && isInArea(areas, areaId, grant.areaId),
  );
}

/** Whether the grants allow an action anywhere at all: for things that belong to no area. */
export function isAllowedSomewhere(grants: readonly Grant[], action: Action): boolean {
  const enough: readonly Role[] = actions[action];
  return grants.some((grant) => enough.includes(grant.role));
}
