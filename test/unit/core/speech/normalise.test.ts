import { describe, expect, it } from 'vitest';
import { normalise } from '../../../../core/speech/normalise.ts';

/** What is said, the sentences in one line. */
function said(text: string, own: { written: string; said: string }[] = []): string {
  return normalise(text, own)
    .map((sentence) => sentence.said)
    .join(' ');
}

describe('normalise', () => {
  it.each([
    // Abbreviations
    ['UBND xã họp', 'ủy ban nhân dân xã họp.'],
    ['HĐND, TTg và BCĐ', 'hội đồng nhân dân, thủ tướng và ban chỉ đạo.'],
    ['Sở GD&ĐT', 'Sở giáo dục và đào tạo.'],
    ['Sở LĐ-TB&XH', 'Sở lao động, thương binh và xã hội.'],
    ['TP. Nam Định', 'thành phố Nam Định.'],
    ['TX. Duy Tiên, TT. Cồn', 'thị xã Duy Tiên, thị trấn Cồn.'],
    ['P. 5, Q.1', 'phường năm, quận một.'],
    ['dịch COVID-19', 'dịch cô vít mười chín.'],
    ['đ/c Lan', 'đồng chí Lan.'],
    ['Đ/c Lan', 'đồng chí Lan.'],
    ['tổ ABKX', 'tổ a bê ca ích.'],
    ['BAN CHỈ ĐẠO PCTT', 'ban chỉ đạo phòng chống thiên tai.'],
    ['CA NHẠC VÀ MÚA', 'ca nhạc và múa.'],
    ['Trưởng CA xã', 'Trưởng công an xã.'],
    ['cam, quýt, v.v.', 'cam, quýt, vân vân.'],
    // Numbers
    ['1.250.000 người', 'một triệu hai trăm năm mươi nghìn người.'],
    ['2,5 lần', 'hai phẩy năm lần.'],
    ['0,05', 'không phẩy không năm.'],
    ['3,125', 'ba phẩy một hai năm.'],
    ['2.5 triệu', 'hai phẩy năm triệu.'],
    ['Mục 2.5', 'Mục hai chấm năm.'],
    ['-5 và +5', 'năm và cộng năm.'],
    ['lạnh -5°C', 'lạnh âm năm độ xê.'],
    ['05 hộ', 'năm hộ.'],
    ['thứ 4', 'thứ tư.'],
    ['lần thứ 1', 'lần thứ nhất.'],
    ['5-7 ngày', 'năm đến bảy ngày.'],
    ['5 – 7 ngày', 'năm đến bảy ngày.'],
    ['tỷ số 3-1', 'tỷ số ba, một.'],
    ['thắng 25-20', 'thắng hai mươi lăm, hai mươi.'],
    ['từ 22h-5h', 'từ hai mươi hai giờ đến năm giờ.'],
    ['1/2 diện tích', 'một phần hai diện tích.'],
    ['15/20 hộ', 'mười lăm trên hai mươi hộ.'],
    ['tỷ lệ 1:1000', 'tỷ lệ một trên một nghìn.'],
    ['24/7', 'hai mươi tư trên bảy.'],
    ['100%', 'một trăm phần trăm.'],
    ['½ cốc', 'một phần hai cốc.'],
    ['Ⅳ', 'bốn.'],
    ['５ và ٣', 'năm và ba.'],
    // Roman numbers
    ['khóa XV', 'khóa mười lăm.'],
    ['thế kỷ XXI', 'thế kỷ hai mươi mốt.'],
    ['Chương I', 'Chương một.'],
    ['thứ IV', 'thứ tư.'],
    ['quý II/2026', 'quý hai năm hai nghìn không trăm hai mươi sáu.'],
    // Dates and times
    ['24/11/2026', 'ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu.'],
    ['ngày 24-11', 'ngày hai mươi tư tháng mười một.'],
    ['ngày 4/4', 'ngày bốn tháng tư.'],
    ['tháng 11/2026', 'tháng mười một năm hai nghìn không trăm hai mươi sáu.'],
    ['Q3/2026', 'quý ba năm hai nghìn không trăm hai mươi sáu.'],
    ['dịp 30/4-1/5', 'dịp ngày ba mươi tháng tư đến ngày một tháng năm.'],
    ['24-26/11', 'ngày hai mươi tư đến hai mươi sáu tháng mười một.'],
    ['nhà số 12/5', 'nhà số mười hai trên năm.'],
    ['2021-2025', 'hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm.'],
    ['17h', 'mười bảy giờ.'],
    ['17h30', 'mười bảy giờ ba mươi phút.'],
    ['17 giờ 30 phút', 'mười bảy giờ ba mươi phút.'],
    ['05:00', 'năm giờ.'],
    ['7h-9h', 'bảy giờ đến chín giờ.'],
    ["13h30'-16h", 'mười ba giờ ba mươi phút đến mười sáu giờ.'],
    ['ngày T2, T4', 'ngày thứ hai, thứ tư.'],
    ['từ T2-T6', 'từ thứ hai đến thứ sáu.'],
    ['tầng T2', 'tầng tê hai.'],
    // Money and units
    ['1.250.000đ', 'một triệu hai trăm năm mươi nghìn đồng.'],
    ['50 tr', 'năm mươi triệu.'],
    ['2,5 tỷ đồng', 'hai phẩy năm tỷ đồng.'],
    ['500k', 'năm trăm nghìn.'],
    ['1tr2', 'một triệu hai.'],
    ['$50 và 20 USD', 'năm mươi đô la và hai mươi đô la Mỹ.'],
    ['50.000đ/kg', 'năm mươi nghìn đồng một ki lô gam.'],
    ['6 tr.đ/người/năm', 'sáu triệu đồng một người một năm.'],
    ['60 km/h', 'sáu mươi ki lô mét trên giờ.'],
    ['120m2, 5 m³, 3ha', 'một trăm hai mươi mét vuông, năm mét khối, ba héc ta.'],
    ['10 kW, 12mm', 'mười ki lô oát, mười hai mi li mét.'],
    ['3 x 4 m', 'ba nhân bốn mét.'],
    ['mạng 5G', 'mạng năm giê.'],
    // Numbers that are names
    ['0912 345 678', 'không chín một hai, ba bốn năm, sáu bảy tám.'],
    ['0912345678', 'không chín một hai, ba bốn năm, sáu bảy tám.'],
    [
      '0915.123.456 - 024 3825 1234',
      'không chín một năm, một hai ba, bốn năm sáu, không hai bốn, ba tám hai năm, một hai ba bốn.',
    ],
    ['1900 1234', 'một chín không không, một hai ba bốn.'],
    ['Gọi 114', 'Gọi một một bốn.'],
    ['QL21B', 'quốc lộ hai mươi mốt bê.'],
    ['cúm H5N1', 'cúm hát năm en nờ một.'],
    // Documents
    [
      'Nghị định 49/2024/NĐ-CP',
      'Nghị định bốn mươi chín trên hai nghìn không trăm hai mươi tư trên nghị định chính phủ.',
    ],
    [
      '39/2020/TT-BTTTT',
      'ba mươi chín trên hai nghìn không trăm hai mươi trên thông tư bộ thông tin và truyền thông.',
    ],
    ['12/QĐ-TTg', 'mười hai trên quyết định thủ tướng.'],
    ['12-NQ/TW', 'mười hai nghị quyết trên trung ương.'],
    ['72/2025/QH15', 'bảy mươi hai trên hai nghìn không trăm hai mươi lăm trên quốc hội mười lăm.'],
    // Signs
    ['cha & mẹ', 'cha và mẹ.'],
    ['(sáng) "vui"', 'sáng, vui.'],
    ['Tốt 👍🏽!', 'Tốt!'],
    ['№ 5', 'số năm.'],
    ['a@b.vn', 'a a còng bê chấm vê en nờ.'],
    ['xem https://loa.vn/tin?x=1.', 'xem loa chấm vê en nờ gạch chéo tin.'],
  ])('says "%s" as "%s"', (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  it('keeps a sentence whole over abbreviations, decimals, times and initials', () => {
    const text = 'TP. Nam Định có 1.500 hộ. Họp lúc 17.30! Ai đến? Ông Nguyễn Văn A... cùng đi';
    expect(normalise(text).map((sentence) => sentence.text)).toEqual([
      'TP. Nam Định có 1.500 hộ.',
      'Họp lúc 17.30!',
      'Ai đến?',
      'Ông Nguyễn Văn A... cùng đi',
    ]);
  });

  it('takes every line of a list as a sentence, with what counts it', () => {
    const text = 'Nội dung:\n1. Tiêm chủng\n- Trẻ em\na) Sáng\nII. Chiều';
    expect(normalise(text).map((sentence) => sentence.said)).toEqual([
      'Nội dung.',
      'một, Tiêm chủng.',
      'Trẻ em.',
      'a, Sáng.',
      'hai, Chiều.',
    ]);
  });

  it('tells where each sentence stands and what became of each piece', () => {
    const text = '  Có 5 hộ.\n\nUBND mời. ';
    const sentences = normalise(text);
    for (const sentence of sentences) {
      const { start, text: shown, parts } = sentence;
      expect(text.slice(start, start + shown.length)).toBe(shown);
      expect(parts.map((part) => part.text).join('')).toBe(shown);
    }
    const changed = sentences.flatMap(({ parts }) => parts.filter((it) => it.text !== it.said));
    expect(changed).toEqual([
      { text: '5', said: 'năm' },
      { text: 'UBND', said: 'ủy ban nhân dân' },
    ]);
  });

  it("prefers the installation's own words, and reads them as well", () => {
    const own = [
      { written: 'UBND', said: 'ủy ban' },
      { written: 'Bru', said: 'bờ ru' },
      { written: 'MXH', said: 'mạng 5G' },
      { written: 'oke', said: 'đồng ý' },
    ];
    expect(said('UBND, người Bru, MXH, Oke, HĐND', own)).toBe(
      'ủy ban, người bờ ru, mạng năm giê, đồng ý, hội đồng nhân dân.',
    );
    expect(said('12/QĐ-UBND', own)).toBe('mười hai trên quyết định ủy ban.');
  });

  it('says nothing for what has no words', () => {
    expect(normalise(' \n*** 👍 --- \n')).toEqual([]);
  });

  it('takes composed and decomposed letters for the same', () => {
    expect(said('Ủy ban HĐND'.normalize('NFD'))).toBe(said('Ủy ban HĐND'));
  });
});
