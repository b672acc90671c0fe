/** Unsaved work that this device keeps, and pages that an account may not open. */
export const drafts = {
  drafts: {
    note: {
      restored: 'Your unsaved draft is open again, last changed {time}.',
      older:
        'There is an unsaved draft from {time}, but this was changed since. Using the draft and saving it undoes that change.',
      dropped: 'The draft was given up.',
    },
    take: { older: 'Use the draft', dropped: 'Get the draft back' },
    discard: 'Give up draft',
    unkept: 'This browser cannot keep a draft. Save before you leave the page.',
    left: 'Not saved. The draft is kept on this device.',
    back: 'Open again',
    list: 'Unsaved drafts',
    from: 'last changed {time}',
    goOn: 'Go on',
    ofRecording: 'You have unsaved edits, last changed {time}.',
    untitled: 'Untitled broadcast',
    day: '{title}, on {day}',
    following: '{title}, from {day}',
  },
};
