export const calendar = {
  feast: { first: 'first of the month', full: 'full moon' },
  range: 'Lunar calendar: {from} – {to}',
  pick: 'Choose a day',
  before: 'Month before',
  after: 'Next month',
};
