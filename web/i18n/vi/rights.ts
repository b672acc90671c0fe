/** Trang, việc mà tài khoản không được giao quyền. */
export const rights = {
  noRight: {
    page: 'Tài khoản này không có quyền vào trang này.',
    place: 'Tài khoản này không có quyền thêm mục phát.',
    data: 'Tài khoản này không có quyền xem phần này.',
    who: 'Dành cho:',
    own: 'Vai trò của bạn:',
    none: 'chưa có',
    ask: 'Nếu đây là việc của bạn, hãy nhờ quản trị của đơn vị giao vai trò.',
    askWindow:
      'Đơn vị phối hợp thì hãy nhờ người phê duyệt giao khung giờ: trong khung đó được tự xếp mục phát.',
  },
};
