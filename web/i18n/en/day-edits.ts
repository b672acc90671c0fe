/** Words of editing one day of a series, or all days from one on. */
export const dayEdits = {
  dayEdit: {
    scopes: 'Which days to change',
    scope: { day: 'This day only', from: 'From this day on', all: 'The whole series' },
    how: {
      label: 'On this day',
      change: 'Another day, time or content',
      skip: 'Do not air',
      asOthers: 'As on other days',
    },
    date: 'Airs on',
    dateHint: 'Choose another day to move this time alone.',
    taken: 'It airs on that day already.',
    isEdited: 'This day was edited by itself.',
    untouched: 'Nothing is changed yet.',
    read: {
      change: 'Changes {day} alone; other days stay as they are.',
      move: 'Moves it from {day} to {to}; other days stay as they are.',
      skip: 'Does not air on {day}; other days stay as they are.',
      asOthers: '{day} is as other days again.',
    },
    save: {
      change: 'Save for this day',
      skip: 'Do not air on this day',
      asOthers: 'Drop what is different',
    },
    leftOut: 'It does not air on {day} any more.',
    saved: '{day} was changed by itself.',
    moved: '{day} was moved to {to}.',
    isLeftOut: '{day} is a day off of this broadcast.',
    notOn: 'It is not on {day}.',
    bringBack: 'Air on this day again',
    broughtBack: 'It airs on {day} again.',
    splitRead: 'From {day} on it airs as below; the days before stay as they are.',
    splitDone: 'Changed from {day} on.',
  },
};
