/** What the demo says in Vietnamese, each 10 to 15 seconds when spoken. */
export interface Announcement {
  title: string;
  /** Tag of its programme; `null` for none. */
  programme: string | null;
  text: string;
}

export const programmes = [
  { tag: 'GN', name: 'Giảm nghèo bền vững' },
  { tag: 'BĐ', name: 'Chủ quyền biển đảo' },
] as const;

export const announcements: readonly Announcement[] = [
  {
    title: 'Vay vốn ưu đãi cho hộ nghèo, hộ cận nghèo',
    programme: 'GN',
    text:
      'Thông báo. Hộ nghèo và hộ cận nghèo có nhu cầu vay vốn ưu đãi để chăn nuôi, trồng trọt ' +
      'hoặc học nghề, xin đăng ký với tổ tiết kiệm và vay vốn của thôn, xóm trước ngày hai mươi ' +
      'tháng này. Khi đi, bà con nhớ mang theo căn cước công dân.',
  },
  {
    title: 'Bật thiết bị giám sát hành trình khi ra khơi',
    programme: 'BĐ',
    text:
      'Bà con ngư dân chú ý. Trước khi ra khơi, chủ tàu cá phải bật thiết bị giám sát hành trình ' +
      'và giữ tín hiệu trong suốt chuyến biển. Không khai thác trái phép ở vùng biển nước ngoài là ' +
      'góp phần bảo vệ chủ quyền biển, đảo của Tổ quốc.',
  },
  {
    title: 'Trả lời ý kiến: lịch tiêm chủng ở trạm y tế',
    programme: null,
    text:
      'Trả lời ý kiến của bà con về lịch tiêm chủng. Trạm y tế xã tiêm chủng cho trẻ em vào sáng ' +
      'ngày mười lăm hằng tháng, từ bảy giờ đến mười một giờ. Các gia đình đưa trẻ đến đúng hẹn và ' +
      'mang theo sổ tiêm chủng.',
  },
];
