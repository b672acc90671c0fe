/** Words of recording by microphone: the clerk's home has them at once. */
export const recorder = {
  open: 'Record',
  title: 'Record',
  ready: 'Hold the phone a hand’s width from your mouth, in a quiet place.',
  start: 'Start recording',
  pause: 'Pause',
  resume: 'Go on',
  stop: 'Stop recording',
  again: 'Record again',
  send: 'Send to the library',
  listen: 'Listen to what you recorded',
  play: 'Listen',
  name: 'Title',
  defaultTitle: 'Recorded {day} {time}',
  elapsed: 'Recorded',
  level: 'Loudness',
  levels: {
    silent: 'Nothing to be heard yet',
    quiet: 'Too quiet, come closer',
    good: 'Just right',
    loud: 'Too loud, move back a little',
  },
  state: { recording: 'Recording', paused: 'Paused', asking: 'Asking for the microphone…' },
  quietTake: 'This take is very quiet. Better record again, closer to the microphone.',
  stored: 'The take is kept on this device until it has been sent.',
  notStored: 'The browser does not let us keep the take. Do not close the page before it is sent.',
  sent: 'The take is on its way to the library.',
  waiting: '{count} takes have not been sent',
  waitingHint: 'They are kept on this device. Listen, then send or discard them.',
  takeOf: '{title}, {length} long',
  discard: 'Discard',
  discardNamed: 'Discard the take {name}',
  dropped: '{name} was discarded.',
  takeEarlier: 'Back to the take before ({length})',
  sendNamed: 'Send the take {name}',
  problem: {
    denied:
      'The browser does not allow the microphone. Press the lock or microphone beside the address, allow it, then try again.',
    missing: 'No microphone was found. Plug in a headset or use a phone, then try again.',
    busy: 'Another program uses the microphone (a call, a meeting?). Close it, then try again.',
    insecure:
      'This page did not come over https, so the browser does not let it record. Record with the phone’s own recorder and send the file, or ask an administrator for https.',
    unsupported:
      'This browser cannot record. Record with the phone’s own recorder and send the file.',
    failed:
      'Recording was interrupted. What was recorded is kept: listen, then send it or record again.',
  },
};
