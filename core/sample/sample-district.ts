/** What sample data is called, so that nobody takes it for a real place. */
export const sampleArea = { code: 'MAU', name: 'Dữ liệu mẫu', kind: 'mẫu' };

/** Communes as they are called in one district of the coast, each marked. */
export const sampleCommunes = [
  'Hải Hậu',
  'Hải Tiến',
  'Hải Thịnh',
  'Hải Anh',
  'Hải Hưng',
  'Hải Quang',
];

/** Who made, approved and placed it; none of them signs in. */
export const samplePeople = [
  { role: 'author', login: 'mau.bientap', name: 'Nguyễn Thị Hoa (mẫu)' },
  { role: 'approver', login: 'mau.pheduyet', name: 'Trần Văn Minh (mẫu)' },
  { role: 'operator', login: 'mau.vanhanh', name: 'Phạm Thị Lan (mẫu)' },
] as const;
export type SampleRole = (typeof samplePeople)[number]['role'];

const minute = 60_000;
/** The relay's part is there, and empty: nobody's stream is asked for a sample. */
const parts = [
  { tier: 'relay' as const, budgetMs: 30 * minute, anchor: null },
  { tier: 'above' as const, budgetMs: 10 * minute, anchor: null },
  { tier: 'own' as const, budgetMs: 5 * minute, anchor: null },
];
export const sampleSessions = [
  { key: 'morning', name: 'Buổi sáng', startsAt: '05:00', latestEnd: '05:45', parts },
  { key: 'afternoon', name: 'Buổi chiều', startsAt: '17:00', latestEnd: '17:45', parts },
];

/** The list of areas, as an import takes it. */
export function sampleAreas() {
  return [
    { ...sampleArea, parentCode: null },
    ...sampleCommunes.map((name, nth) => ({
      ...{ code: `${sampleArea.code}-${nth + 1}`, name: `Xã ${name} (mẫu)`, kind: 'xã' },
      parentCode: sampleArea.code,
    })),
  ];
}
