/** Words of conflicts before saving. */
export const conflicts = {
  conflict: {
    choose: 'The time is taken or full: what should happen?',
    choice: {
      queue: 'Play after it',
      skip: 'Skip that time',
      shorten: 'Make it shorter',
      next_session: 'Move to a later session',
      replace: 'Replace what is there',
    },
    noReplace: 'Replace nothing',
    aired: '{count} time in its place | {count} times in its place',
    movedOwn: '{count} time elsewhere | {count} times elsewhere',
    notAired: '{count} time not at all | {count} times not at all',
    displaced: '{count} time of another affected | {count} times of others affected',
    givesNothing: 'It would not air at all',
    needsYes: '{areas} would have to agree',
    replaceRead:
      'Saving takes {count} time of another out. This is kept in the log. | Saving takes {count} times of others out. This is kept in the log.',
    replaceAndSave: 'Replace and save',
    others: 'Others that are affected',
    othersInAll: '{count} time affected in all. | {count} times affected in all.',
    whose: '“{title}” of {owner}',
    holder: 'In its place: {names}',
    dropped:
      '{whose} at {from} would not air any more ({count} time): {why} | {whose} at {from} would not air any more ({count} times): {why}',
    moved:
      '{whose} moves from {from} to {to} ({count} time) | {whose} moves from {from} to {to} ({count} times)',
    shortened:
      '{whose} at {from} gets shorter ({count} time) | {whose} at {from} gets shorter ({count} times)',
    takenOut: 'replaced',
    leftAtLeast: 'at least {time} left',
    held: 'The loudspeaker holds the audio | All {count} loudspeakers hold the audio',
    lacking:
      '{count} of {total} loudspeakers lacks the audio, {size} still to fetch | {count} of {total} loudspeakers lack the audio, {size} still to fetch',
  },
  fix: {
    title: 'It does not air in this session: where should it go?',
    room: 'Move to {session} ({left} left)',
    day: 'Move to {day}, {session} ({left} left)',
    longer: 'Make {session} {count} minutes longer',
    replace: 'Take the air of another',
    noRoom:
      'No other session of that day has room, and it cannot go to this one in the 6 days after.',
    of: 'Ways out for “{title}”',
  },
};
