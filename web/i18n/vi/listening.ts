/** Người giữ khóa, bà con gần loa: báo nghe rõ hay không, gửi bản ghi 10 giây; không phải bằng chứng của máy. */
export const listening = {
  listen: {
    title: 'Loa nghe thế nào?',
    note: 'Báo cho đài biết loa kêu ra sao. Không cần tài khoản.',
    noToken: 'Đường dẫn thiếu mã. Hãy mở đúng đường dẫn mà đài đã gửi.',
    who: 'Người nghe: {name}',
    none: 'Hôm nay cụm loa này không có mục phát nào.',
    nothingNow: 'Lúc này loa chưa phát. Mục tiếp theo lúc {time}.',
    nothingMore: 'Hôm nay loa không còn phát nữa.',
    phase: {
      sounding: 'Đang trong giờ phát',
      past: 'Vừa qua',
      ahead: 'Sắp phát',
      over: 'Trước đó',
    },
    word: {
      clear: 'Tôi nghe rõ',
      faint: 'Nghe nhỏ, rè',
      nothing: 'Không nghe thấy',
    },
    said: {
      clear: 'Đã báo lúc {time}: nghe rõ',
      faint: 'Đã báo lúc {time}: nhỏ, rè',
      nothing: 'Đã báo lúc {time}: không nghe thấy',
    },
    record: 'Ghi 10 giây',
    recording: 'Đang ghi, còn {count} giây',
    stop: 'Bỏ',
    recordNote:
      'Đứng gần loa rồi bấm. Đài sẽ nghe được tiếng quanh máy trong 10 giây; bản ghi tự xóa sau {days} ngày.',
    problem: {
      denied:
        'Trình duyệt chưa cho dùng micro. Bấm biểu tượng ổ khóa hoặc micro cạnh địa chỉ trang, cho phép micro, rồi bấm ghi lại.',
      missing: 'Không tìm thấy micro trên máy này.',
      busy: 'Micro đang bị ứng dụng khác dùng. Hãy tắt ứng dụng đó rồi bấm ghi lại.',
      insecure:
        'Trang này không mở qua đường an toàn (https) nên không ghi âm được. Chỉ cần bấm nút ở trên là đủ.',
      unsupported: 'Điện thoại này không ghi âm từ trang được. Chỉ cần bấm nút ở trên là đủ.',
      failed: 'Ghi âm bị ngắt giữa chừng.',
    },
    sending: 'Đang gửi bản ghi…',
    unsent: 'Bản ghi chưa gửi được.',
    again: 'Gửi lại bản ghi',
    sent: 'Đã gửi {count} bản ghi',
    full: 'Hôm nay đã gửi đủ bản ghi. Mai bà con ghi tiếp.',
    reported: {
      clear: 'Tại chỗ: {name} nghe rõ lúc {time}',
      faint: 'Tại chỗ: {name} nghe nhỏ, rè lúc {time}',
      nothing: 'Tại chỗ: {name} không nghe thấy lúc {time}',
    },
    remove: 'Xóa bản ghi',
    removeSure: 'Xóa hẳn, không lấy lại được',
    same: 'máy so: có bài này',
    other: 'Máy so: không nghe thấy bài này trong bản ghi',
    play: 'Nghe bản ghi của {name}, {time}',
  },
};
