/** Pages and acts that an account has no right to. */
export const rights = {
  noRight: {
    page: 'This account may not open this page.',
    place: 'This account may not add broadcasts.',
    data: 'This account may not see this part.',
    who: 'For:',
    own: 'Your role:',
    none: 'none yet',
    ask: 'If this is your work, ask your administrator for the role.',
    askWindow:
      'If you are a partner, ask an approver for a window: inside it you place broadcasts yourself.',
  },
};
