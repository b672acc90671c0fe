/** Words of recording by microphone: the clerk's home has them at once. */
export const recorder = {
  open: 'Thu âm',
  title: 'Thu âm tin bài',
  ready: 'Đặt điện thoại cách miệng một gang tay, nơi yên tĩnh.',
  start: 'Bắt đầu thu',
  pause: 'Tạm dừng',
  resume: 'Thu tiếp',
  stop: 'Dừng thu',
  again: 'Thu lại',
  send: 'Gửi vào kho',
  listen: 'Nghe lại bản vừa thu',
  play: 'Nghe',
  name: 'Tên tin bài',
  defaultTitle: 'Thu âm {day} {time}',
  elapsed: 'Đã thu',
  level: 'Độ to của tiếng',
  levels: {
    silent: 'Chưa nghe thấy gì',
    quiet: 'Nhỏ quá, hãy nói gần hơn',
    good: 'Vừa tai',
    loud: 'To quá, hãy lùi xa một chút',
  },
  state: { recording: 'Đang thu', paused: 'Đang tạm dừng', asking: 'Đang xin dùng micro…' },
  quietTake: 'Bản thu rất nhỏ. Nên thu lại gần micro hơn.',
  stored: 'Bản thu được giữ trong máy này cho đến khi gửi xong.',
  notStored: 'Trình duyệt không cho giữ bản thu trong máy. Đừng đóng trang trước khi gửi xong.',
  sent: 'Bản thu đang được gửi vào kho.',
  waiting: 'Còn {count} bản thu chưa gửi',
  waitingHint: 'Bản thu vẫn nằm trong máy này. Nghe lại, rồi gửi hoặc bỏ.',
  takeOf: '{title}, dài {length}',
  discard: 'Bỏ',
  discardNamed: 'Bỏ bản thu {name}',
  dropped: 'Đã bỏ bản thu {name}.',
  takeEarlier: 'Lấy lại bản thu trước (dài {length})',
  sendNamed: 'Gửi bản thu {name}',
  problem: {
    denied:
      'Trình duyệt chưa cho dùng micro. Bấm biểu tượng ổ khóa hoặc micro cạnh địa chỉ trang, cho phép micro, rồi bấm Thử lại.',
    missing:
      'Không tìm thấy micro. Hãy cắm tai nghe có micro hoặc dùng điện thoại, rồi bấm Thử lại.',
    busy: 'Micro đang bị ứng dụng khác dùng (cuộc gọi, họp trực tuyến?). Hãy tắt ứng dụng đó rồi bấm Thử lại.',
    insecure:
      'Trang này không mở qua đường an toàn (https) nên trình duyệt không cho thu âm. Hãy thu bằng ứng dụng ghi âm của điện thoại rồi gửi tệp, hoặc nhờ quản trị viên bật https.',
    unsupported:
      'Trình duyệt này không thu âm được. Hãy thu bằng ứng dụng ghi âm của điện thoại rồi gửi tệp.',
    failed: 'Thu âm bị gián đoạn. Phần đã thu vẫn còn, hãy nghe lại rồi gửi hoặc thu lại.',
  },
};
