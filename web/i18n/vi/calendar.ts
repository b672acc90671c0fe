/** Words of calendars: both of them, days off, modes of days. */
export const calendar = {
  feast: { first: 'mùng 1', full: 'rằm' },
  range: 'Âm lịch: {from} – {to}',
  pick: 'Chọn ngày',
  before: 'Tháng trước',
  after: 'Tháng sau',
};
