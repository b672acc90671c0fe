export const listening = {
  listen: {
    title: 'How does it sound?',
    note: 'Tell the station how the loudspeaker is heard. No account is needed.',
    noToken: 'The link lacks its code. Open the very link that the station sent you.',
    who: 'You are: {name}',
    none: 'Nothing is planned for this loudspeaker today.',
    nothingNow: 'Nothing sounds now. The next item is at {time}.',
    nothingMore: 'Nothing more sounds today.',
    phase: {
      sounding: 'Due now',
      past: 'Just now',
      ahead: 'To come',
      over: 'Earlier',
    },
    word: {
      clear: 'I hear it well',
      faint: 'Faint or harsh',
      nothing: 'I hear nothing',
    },
    said: {
      clear: 'Told at {time}: heard well',
      faint: 'Told at {time}: faint or harsh',
      nothing: 'Told at {time}: nothing heard',
    },
    record: 'Record 10 seconds',
    recording: 'Recording, {count} seconds left',
    stop: 'Drop it',
    recordNote:
      'Stand near the loudspeaker and press. The station will hear what is around the phone for 10 seconds; it is removed after {days} days.',
    problem: {
      denied:
        'The browser does not allow the microphone. Press the lock or microphone beside the address, allow it, and record again.',
      missing: 'This device has no microphone.',
      busy: 'Another app uses the microphone. Close it and record again.',
      insecure:
        'This page was not opened over https, so nothing can be recorded. The buttons above are enough.',
      unsupported: 'This phone cannot record from a page. The buttons above are enough.',
      failed: 'The recording was cut off.',
    },
    sending: 'Sending the recording…',
    unsent: 'The recording has not been sent.',
    again: 'Send the recording again',
    sent: '{count} recording sent | {count} recordings sent',
    full: 'Enough recordings for today. Tomorrow there can be more.',
    reported: {
      clear: 'On the spot: {name} heard it well at {time}',
      faint: 'On the spot: {name} heard it faint or harsh at {time}',
      nothing: 'On the spot: {name} heard nothing at {time}',
    },
    remove: 'Remove the recording',
    removeSure: 'Remove it for good',
    same: 'compared: this item is in it',
    other: 'Compared: this item is not in it',
    play: 'Play what {name} recorded at {time}',
  },
};
