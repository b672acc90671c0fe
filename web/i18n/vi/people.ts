/** Words of people who stand in, leave, or have lost their way in. */
export const people = {
  people: {
    doOf: 'Sửa {name}',
    search: 'Tìm theo tên, tên đăng nhập',
    choose: 'Chọn người…',
    noneFound: 'Không có người nào khớp.',
    standIn: 'Trực thay',
    standInOf: '{name} trực thay',
    standInNote:
      'Có mọi vai trò của người vắng trong những ngày này. Không duyệt thay cho chính người vắng tin bài người ấy làm.',
    standsIn: 'Trực thay {name}, {first} đến hết {last}',
    endStandIn: 'Thôi trực thay',
    absent: 'Thay cho',
    from: 'Từ ngày',
    leave: 'Người này nghỉ việc',
    leaveOf: '{name} nghỉ việc',
    leaveNote:
      'Đóng tài khoản, đăng xuất mọi nơi, bỏ khóa truy cập và việc trực thay. Những gì người này đã làm vẫn còn, lịch đã xếp vẫn phát.',
    successor: 'Giao vai trò cho',
    noSuccessor: 'Chưa giao cho ai',
    reset: 'Cấp lại quyền vào (mã QR)',
    resetOf: 'Cấp lại quyền vào cho {name}',
    resetNote:
      'Lấy một mã QR dùng một lần rồi cho người ấy quét bằng điện thoại để đặt mật khẩu mới. Mật khẩu cũ và những nơi đang đăng nhập hết hiệu lực khi mã được dùng.',
    resetMake: 'Lấy mã QR',
    resetAgain: 'Lấy mã khác',
    resetQr: 'Mã QR để {name} đặt mật khẩu mới',
    resetScan: '{name} quét mã này trước {time}. Mã chỉ dùng được một lần.',
    copyLink: 'Chép đường dẫn',
    resetTitle: 'Đặt mật khẩu mới',
    resetPageNote: 'Đặt mật khẩu mới cho tài khoản của bạn rồi vào ngay.',
    resetSave: 'Đặt mật khẩu và đăng nhập',
  },
};
