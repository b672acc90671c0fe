/** Nơi không có mạng: chép ra USB, người phát thủ công khai báo, nhập danh sách cụm loa. */
export const offline = {
  bundle: {
    download: 'Tải lịch ra USB',
    take: 'Nhận nhật ký từ USB',
    hint: 'Chép tệp tải về vào USB, giữ nguyên tên. Cắm USB vào cụm loa, chờ vài phút rồi mang USB về.',
    taken:
      '{endpoint} ({station}): nhận {accepted} lượt phát mới, đã có {known}, từ chối {refused}.',
  },
  declare: {
    title: 'Khai báo phát thanh',
    note: 'Bấm sau khi đã phát, hoặc cho biết vì sao không phát.',
    noToken: 'Đường dẫn thiếu mã. Hãy mở đúng đường dẫn mà đài đã gửi.',
    who: 'Người khai báo: {name}',
    none: 'Ngày này không có mục phát nào.',
    aired: 'Đã phát',
    notAired: 'Không phát',
    reason: 'Vì sao không phát?',
    reasonExample: 'Mất điện',
    saidAired: 'Đã khai: đã phát',
    saidNotAired: 'Đã khai: không phát',
    later: 'Chưa đến giờ',
    today: 'Hôm nay',
    yesterday: 'Hôm qua',
    links: 'Đường dẫn khai báo',
    linksNote:
      'Ai có đường dẫn đều khai báo được cho cụm này. Chỉ gửi cho người phát, và thu hồi khi đổi người.',
    linkName: 'Tên người phát',
    linkMake: 'Tạo đường dẫn',
    linkOnce: 'Đường dẫn chỉ hiện một lần. Hãy chép và gửi ngay.',
    linkRevoke: 'Thu hồi',
    linkUsed: 'Dùng lần cuối {time}',
    linkUnused: 'Chưa dùng',
    linkNone: 'Chưa có đường dẫn nào.',
  },
};
