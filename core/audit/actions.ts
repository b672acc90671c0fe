/** What is written down of who changed what, noun and verb, by the room of the console that it belongs to. */
export const auditGroups = {
  recordings: [
    ...(['recording.upload', 'recording.speak', 'recording.replace', 'recording.capture'] as const),
    ...(['recording.update', 'recording.retry'] as const),
    ...(['recording.archive', 'recording.restore'] as const),
    ...(['recording.approved', 'recording.returned', 'recording.withdrawn'] as const),
  ],
  timetable: [
    ...(['broadcast.create', 'broadcast.update', 'broadcast.withdraw'] as const),
    ...(['broadcast.restore', 'broadcast.import', 'broadcast.template'] as const),
    ...(['broadcast.copy_week', 'broadcast.replace', 'broadcast.override_freeze'] as const),
    ...(['timetable.create', 'timetable.update', 'timetable.withdraw'] as const),
    ...(['timetable.restore', 'timetable.import', 'timetable.template'] as const),
    ...(['timetable.copy_week'] as const),
    ...(['template.create', 'template.update', 'template.remove'] as const),
    ...(['week.submit', 'week.approve', 'week.return', 'week.withdraw'] as const),
    ...(['window.grant', 'window.end'] as const),
  ],
  asks: [
    ...(['offer.answer', 'offer.default', 'offer.end-always'] as const),
    ...(['decision.answer', 'decision.default', 'decision.end-always'] as const),
  ],
  stops: ['occurrence.stop', 'endpoint.silence', 'endpoint.silenced'],
  endpoints: [
    ...(['endpoint.create', 'endpoint.import', 'endpoint.pair', 'endpoint.pairing_sheet'] as const),
    ...(['endpoint.enrol', 'endpoint.update', 'endpoint.move', 'endpoint.revoke'] as const),
    ...(['endpoint.quarantine', 'endpoint.quarantine-lift'] as const),
    ...(['endpoint.snooze', 'endpoint.unsnooze'] as const),
    ...(['endpoint.site', 'endpoint.photo', 'endpoint.photo-remove'] as const),
    ...(['fault.report', 'fault.settle'] as const),
    ...(['bundle.make', 'bundle.take', 'play.admitted', 'play.dismissed'] as const),
    ...(['player_link.create', 'player_link.revoke'] as const),
    ...(['listener_link.create', 'listener_link.revoke'] as const),
    ...(['declare_link.create', 'declare_link.revoke', 'listener_recording.remove'] as const),
  ],
  people: [
    ...(['user.set-up', 'user.create', 'user.update', 'user.leave'] as const),
    ...(['user.stand-in', 'user.stand-in-end', 'user.role-follows'] as const),
    ...(['user.access-reset', 'auth.reset', 'token.create', 'token.revoke'] as const),
  ],
  signIns: ['auth.sign-in'],
  places: [
    ...(['area.create', 'area.import', 'area.update', 'area.move', 'area.merge'] as const),
    ...(['station.create', 'station.update', 'station.move', 'station.merge'] as const),
    ...(['station.keyholder'] as const),
    ...(['session.create', 'session.update', 'session.remove'] as const),
    ...(['group.create', 'group.update', 'group.remove'] as const),
    ...(['calendar_link.create', 'calendar_link.revoke'] as const),
  ],
  work: ['work.retry', 'work.retry-all'],
  settings: [
    ...(['quiet-hours.create', 'quiet-hours.update', 'quiet-hours.remove'] as const),
    ...(['guard.create', 'guard.update', 'guard.remove'] as const),
    ...(['day-mode.create', 'day-mode.update', 'day-mode.remove'] as const),
    ...(['day-mode.switch-on', 'day-mode.move', 'day-mode.switch-off'] as const),
    ...(['holiday.put', 'holiday.remove', 'speech-word.put', 'speech-word.remove'] as const),
    ...(['programme.create', 'programme.update', 'partner.create', 'partner.update'] as const),
    ...(['campaign.create', 'campaign.update', 'campaign.plan'] as const),
    ...(['material.add', 'material.remove'] as const),
    ...(['royalty-rate.create', 'royalty-rate.update', 'royalty-rate.remove'] as const),
    ...(['royalty.close', 'royalty.reopen'] as const),
    ...(['sample.load', 'sample.remove'] as const),
    ...(['keys.add', 'keys.remove', 'keys.renew-recovery'] as const),
  ],
} as const satisfies Record<string, readonly string[]>;

export type AuditGroup = keyof typeof auditGroups;
export type AuditAction = (typeof auditGroups)[AuditGroup][number];
export const auditGroupNames = Object.keys(auditGroups) as [AuditGroup, ...AuditGroup[]];
export const auditActions: readonly AuditAction[] = Object.values(auditGroups).flat();
