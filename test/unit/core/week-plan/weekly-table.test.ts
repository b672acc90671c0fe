import { describe, expect, it } from 'vitest';

import { planNames } from '../../../../core/week-plan/names/plan-names.ts';
import type { PlanLine } from '../../../../core/week-plan/plan-line.ts';
import { planWords } from '../../../../core/week-plan/plan-words.ts';
import { readTable } from '../../../../core/week-plan/read-table.ts';
import { toCsv } from '../../../../core/week-plan/to-csv.ts';
import { understand } from '../../../../core/week-plan/understand.ts';
import type { PlannedItem } from '../../../../core/week-plan/weekly-table.ts';
import { weeklyTable } from '../../../../core/week-plan/weekly-table.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import type { Chance } from '../../../support/random-recurrence.ts';
import {
  chanceOf,
  examplesToTry,
  pick,
  seedToTry as seed,
} from '../../../support/random-recurrence.ts';
import { commune } from './plan-sample.ts';

const bulletin: PlannedItem = {
  date: '2026-11-24',
  time: '17:05',
  session: { name: 'Buổi chiều', startsAt: '17:00', latestEnd: '18:00' },
  title: 'Vay vốn chính sách cho hộ nghèo',
  programme: 'Giảm nghèo bền vững',
  lengthMs: 8 * 60_000 + 400,
  class: 'priority',
  station: 'Đài xã Hải Đường',
  places: ['Xóm 4', 'Xóm 7'],
  state: 'Phát đúng chỗ đã xếp',
};

describe('the table of a week', () => {
  it('has a row for each occurrence, in the order of air, in the words of a language', () => {
    const earlier = { ...bulletin, time: '05:00', session: null, places: 'everywhere' } as const;
    expect(weeklyTable([bulletin, earlier], planWords.vi)).toEqual([
      planWords.vi.headings,
      [
        ...['Thứ 3', '24/11/2026', '05:00', '', 'Vay vốn chính sách cho hộ nghèo'],
        ...['Giảm nghèo bền vững', '00:08:00', 'Ưu tiên', 'Đài xã Hải Đường', 'Toàn địa bàn'],
        'Phát đúng chỗ đã xếp',
      ],
      [
        ...['Thứ 3', '24/11/2026', '17:05', 'Buổi chiều', 'Vay vốn chính sách cho hộ nghèo'],
        ...['Giảm nghèo bền vững', '00:08:00', 'Ưu tiên', 'Đài xã Hải Đường', 'Xóm 4; Xóm 7'],
        'Phát đúng chỗ đã xếp',
      ],
    ]);
    expect(weeklyTable([earlier], planWords.en)[1]?.slice(0, 3)).toEqual([
      'Tuesday',
      '2026-11-24',
      '05:00',
    ]);
  });

  it('has headings alone where nothing is planned', () => {
    expect(weeklyTable([], planWords.en)).toEqual([planWords.en.headings]);
  });
});

describe('CSV', () => {
  it('begins with a byte order mark, ends each row as RFC 4180 says, and quotes what has to be', () => {
    expect(toCsv([['a', 'b,c', 'd"e', 'f\ng', ' h']])).toBe('\uFEFFa,"b,c","d""e","f\ng"," h"\r\n');
  });

  it('keeps spreadsheets from taking a cell for a formula', () => {
    const cells = ['=1+1', '+84', '-5 độ', '@a', '\tb', "'=c", 'a=b', "'d"];
    expect(toCsv([cells])).toBe(`\uFEFF'=1+1,'+84,'-5 độ,'@a,'\tb,''=c,a=b,'d\r\n`);
  });
});

const words = [
  ...['tin', 'Bản', 'tin', 'xã', 'Hải Đường', 'phòng', 'chống', 'rét', 'cho', 'trâu bò', '5h30'],
  ...['17h', 'thứ 3', '24/11', "(10')", '(xóm 4)', '(ưu tiên)', '"Gương"', 'sáng', ',', ';', ': '],
  ...[
    '=1',
    '+84',
    '-5',
    '@loa',
    "'tết",
    "'=x",
    '1.',
    'Tổng số',
    'Chủ tịch',
    'Ghi chú:',
    'Nội dung',
  ],
];

function randomTitle(chance: Chance): string {
  const count = 2 + Math.floor(chance() * 6);
  const joined = Array.from({ length: count }, () => pick(chance, words)).join(' ');
  return `${joined} ${pick(chance, ['lần', 'kỳ', 'số'])} ${Math.floor(chance() * 50)}`
    .replace(/\s+/g, ' ')
    .trim();
}

/** Something that stands in a plan, and what a reader of its table has to find. */
function randomItem(chance: Chance) {
  const session = pick(chance, commune.sessions);
  const hour = Number(session.startsAt.slice(0, 2));
  const minute = String(Math.floor(chance() * 45)).padStart(2, '0');
  const kind = pick(chance, ['time', 'session', 'both'] as const);
  const freeHour = String(Math.floor(chance() * 24)).padStart(2, '0');
  const programme = chance() < 0.5 ? pick(chance, commune.programmes) : null;
  const areas = commune.areas.slice(1).filter(() => chance() < 0.2);
  const startHour = kind === 'time' ? freeHour : String(hour).padStart(2, '0');
  const item: PlannedItem = {
    date: addDays('2026-11-23', Math.floor(chance() * 7)),
    time: kind === 'session' ? null : `${startHour}:${minute}`,
    session: kind === 'time' ? null : { latestEnd: '23:59', ...session },
    title: chance() < 0.3 ? pick(chance, commune.recordings).title : randomTitle(chance),
    programme: programme?.name ?? null,
    lengthMs: chance() < 0.7 ? 1000 + Math.floor(chance() * 5_400_000) : null,
    class: pick(chance, ['normal', 'priority'] as const),
    station: pick(chance, ['Đài xã Hải Đường', 'Đài, xã "Hải Lý"']),
    places: areas.length > 0 ? areas.map(({ name }) => name) : 'everywhere',
    state: pick(chance, ['Phát đúng chỗ đã xếp', 'Phần này đã hết thời lượng', '']),
  };
  const facts = {
    date: item.date,
    time: item.time,
    session: kind === 'time' ? null : session.key,
    title: item.title,
    programmeId: programme?.id,
    lengthMs: item.lengthMs === null ? null : Math.round(item.lengthMs / 1000) * 1000,
    class: item.class,
    places: areas.length > 0 ? areas.map(({ id }) => id) : 'everywhere',
  };
  return { item, facts };
}

/** What was found, the programme only where one was told: a title may name one too. */
function factsOf(line: PlanLine | undefined, hasProgramme: boolean) {
  if (line?.kind !== 'item') return line;
  const { days, airings, places } = line;
  const dates = days?.value.kind === 'dates' ? days.value.dates : [];
  expect(airings).toHaveLength(1);
  return {
    date: dates.join(' '),
    time: airings[0]?.time?.value ?? null,
    session: airings[0]?.session?.value ?? null,
    title: line.title?.value,
    programmeId: hasProgramme ? line.programmeId?.value : undefined,
    lengthMs: line.lengthMs?.value ?? null,
    class: line.class?.value,
    places: places?.value.everywhere ? 'everywhere' : places?.value.areaIds,
  };
}

describe(`an exported table (seed ${seed})`, () => {
  it.each(['vi', 'en'] as const)(
    'gives the same lines when it is read back (%s)',
    { timeout: 120_000 },
    (language) => {
      const chance = chanceOf(seed);
      const names = planNames(commune);
      for (let example = 0; example < examplesToTry(80, 4000); example += 1) {
        const made = Array.from({ length: 1 + Math.floor(chance() * 12) }, () =>
          randomItem(chance),
        );
        const table = weeklyTable(
          made.map(({ item }) => item),
          planWords[language],
        );
        const { lines } = understand(readTable(toCsv(table)), commune, names);
        expect(lines).toHaveLength(made.length + 1);
        const inOrder = weeklyTable(
          made.map(({ item }, index) => ({ ...item, state: String(index) })),
          planWords[language],
        );
        for (const [index, row] of inOrder.slice(1).entries()) {
          const { facts } = made[Number(row.at(-1))]!;
          expect(factsOf(lines[index + 1], facts.programmeId !== undefined)).toEqual(facts);
        }
      }
    },
  );
});
