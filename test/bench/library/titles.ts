const beginnings = [
  ...['Tuyên truyền', 'Thông báo', 'Hướng dẫn', 'Bản tin', 'Phóng sự', 'Gương sáng', 'Hỏi đáp'],
  ...['Câu chuyện truyền thanh', 'Lịch', 'Kế hoạch', 'Trả lời ý kiến cử tri', 'Nhắc bà con'],
];
const subjects = [
  ...['giảm nghèo bền vững', 'phòng chống đuối nước cho trẻ em', 'chủ quyền biển đảo'],
  ...['tiêm phòng đàn lợn', 'gieo cấy lúa mùa', 'bảo hiểm y tế hộ gia đình', 'phòng chống bão'],
  ...['chuyển đổi số', 'định danh điện tử', 'an toàn giao thông', 'nước sạch nông thôn'],
  ...['vay vốn chính sách', 'xuất khẩu lao động', 'sốt xuất huyết', 'thu gom rác thải'],
  ...['hoà giải ở cơ sở', 'nghĩa vụ quân sự', 'đường làng ngõ xóm', 'nuôi trồng thuỷ sản'],
];
const places = [
  ...['xã Hải Hậu', 'xã Giao Thuỷ', 'Đồng Văn', 'thôn Đông Thượng', 'xóm 5', 'phường Hoa Lư'],
  ...['xã Kim Sơn', 'thị trấn Cồn', 'xã Nghĩa Hưng', 'thôn Đoài', 'xã Yên Khánh', 'Bạch Long'],
];
const ends = ['đợt 1', 'đợt 2', 'vụ mùa', 'quý III', 'tháng Mười', 'năm 2026', 'kỳ này', 'mới'];

/** A whole number from 0, the same for the same seed and turn. */
export function createDice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

type Dice = ReturnType<typeof createDice>;

export function pick<T>(dice: Dice, list: readonly T[]): T {
  const one = list[dice(list.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

/** What a recording in a commune may be called. */
export function titleBy(dice: Dice): string {
  const parts = [beginnings, subjects, places, ends].map((list) => pick(dice, list));
  return `${parts.join(' ')} số ${dice(2000)}`;
}

/** Some sentences of a text. */
export function textBy(dice: Dice, sentences: number): string {
  return Array.from({ length: sentences }, () => `${titleBy(dice)}.`).join(' ');
}
