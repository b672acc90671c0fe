const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];
const others: Record<string, number> = { mốt: 1, tư: 4, lăm: 5 };
const scales: Record<string, number> = { nghìn: 1e3, triệu: 1e6, tỷ: 1e9 };

/** The number that Vietnamese words name: the way back, made without looking at the way there. */
export function numberOf(said: string): number {
  let billions = 0;
  let sum = 0;
  let group = 0;
  for (const word of said.split(' ')) {
    const scale = scales[word];
    if (word === 'tỷ') {
      billions = (billions + sum + group) * 1e9;
      sum = group = 0;
    } else if (scale !== undefined) {
      sum += group * scale;
      group = 0;
    } else if (word === 'trăm') group *= 100;
    else if (word === 'mươi') group = Math.floor(group / 100) * 100 + (group % 100) * 10;
    else if (word === 'mười') group += 10;
    else if (word !== 'linh') {
      const digit = digits.includes(word) ? digits.indexOf(word) : others[word];
      if (digit === undefined) throw new Error(`${word} is no number`);
      group += digit;
    }
  }
  return billions + sum + group;
}
