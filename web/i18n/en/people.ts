/** Words of people who stand in, leave, or have lost their way in. */
export const people = {
  people: {
    doOf: 'Change {name}',
    search: 'Find by name or sign-in name',
    choose: 'Choose a person…',
    noneFound: 'Nobody matches.',
    standIn: 'Stand in',
    standInOf: '{name} stands in',
    standInNote:
      'They have all roles of the absent person on these days, but do not approve in their place what that person made.',
    standsIn: 'Stands in for {name}, {first} until {last}',
    endStandIn: 'End it',
    absent: 'For',
    from: 'From',
    leave: 'This person leaves',
    leaveOf: '{name} leaves',
    leaveNote:
      'The account is closed, signed out everywhere, and its keys and stand-ins end. What they made stays, and what they placed airs on.',
    successor: 'The roles go to',
    noSuccessor: 'Nobody for now',
    reset: 'Let in again (QR code)',
    resetOf: 'Let {name} in again',
    resetNote:
      'Make a one-time QR code and have their phone read it, to set a new password. The old password and all sign-ins end when it is used.',
    resetMake: 'Make a QR code',
    resetAgain: 'Make another',
    resetQr: 'QR code by which {name} sets a new password',
    resetScan: '{name} scans this before {time}. It can be used once.',
    copyLink: 'Copy the link',
    resetTitle: 'Set a new password',
    resetPageNote: 'Set a new password for your account, and go in at once.',
    resetSave: 'Set it and sign in',
  },
};
