/** Words of editing one day of a series, or all days from one on. */
export const dayEdits = {
  dayEdit: {
    scopes: 'Sửa những ngày nào',
    scope: { day: 'Chỉ ngày này', from: 'Từ ngày này', all: 'Cả chuỗi' },
    how: {
      label: 'Ngày này thì',
      change: 'Đổi ngày, giờ, nội dung',
      skip: 'Không phát',
      asOthers: 'Như những ngày khác',
    },
    date: 'Phát ngày',
    dateHint: 'Chọn ngày khác để dời riêng lần này.',
    taken: 'Ngày đó đã có lần phát của mục này.',
    isEdited: 'Ngày này đã được sửa riêng.',
    untouched: 'Chưa đổi gì so với hiện tại.',
    read: {
      change: 'Chỉ đổi {day}; những ngày khác giữ nguyên.',
      move: 'Dời lần phát {day} sang {to}; những ngày khác giữ nguyên.',
      skip: 'Không phát {day}; những ngày khác giữ nguyên.',
      asOthers: '{day} trở lại như những ngày khác.',
    },
    save: {
      change: 'Lưu cho ngày này',
      skip: 'Không phát ngày này',
      asOthers: 'Bỏ phần sửa riêng',
    },
    leftOut: 'Ngày {day} không phát nữa.',
    saved: 'Đã sửa riêng ngày {day}.',
    moved: 'Đã dời lần phát ngày {day} sang ngày {to}.',
    isLeftOut: '{day} được đặt là ngày nghỉ của mục này.',
    notOn: 'Mục này không phát {day}.',
    bringBack: 'Phát lại ngày này',
    broughtBack: 'Ngày {day} lại phát như thường.',
    splitRead: 'Từ {day} trở đi phát theo phần sửa dưới đây; những ngày trước giữ nguyên.',
    splitDone: 'Đã đổi từ ngày {day} trở đi.',
  },
};
