/** Việc đang làm dở còn giữ trên máy này, và trang mà tài khoản không được vào. */
export const drafts = {
  drafts: {
    note: {
      restored: 'Đã mở lại bản nháp chưa lưu, sửa lần cuối lúc {time}.',
      older:
        'Còn bản nháp chưa lưu lúc {time}, nhưng từ đó nội dung này đã được sửa. Dùng bản nháp rồi lưu thì phần đã sửa sẽ mất.',
      dropped: 'Đã bỏ bản nháp.',
    },
    take: { older: 'Dùng bản nháp', dropped: 'Lấy lại bản nháp' },
    discard: 'Bỏ nháp',
    unkept: 'Trình duyệt này không giữ được bản nháp. Hãy lưu trước khi rời trang.',
    left: 'Chưa lưu. Bản nháp được giữ trên máy này.',
    back: 'Mở lại',
    list: 'Bản nháp chưa lưu',
    from: 'sửa lần cuối lúc {time}',
    goOn: 'Làm tiếp',
    ofRecording: 'Còn phần sửa chưa lưu, sửa lần cuối lúc {time}.',
    untitled: 'Mục phát chưa đặt tên',
    day: '{title}, ngày {day}',
    following: '{title}, từ ngày {day}',
  },
};
