import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../../../core/endpoint-list/columns.ts';
import {
  placeOf,
  readDegrees,
  readSim,
  readWatts,
  splitPosition,
} from '../../../../core/endpoint-list/site.ts';
import { understandList, type ListGround } from '../../../../core/endpoint-list/understand-list.ts';

const ground: ListGround = {
  stations: [
    {
      ...{ id: 'hai_anh', areaId: 'a1', names: ['Đài xã Hải Anh', 'Xã Hải Anh'] },
      villages: [
        { areaId: 'v1', name: 'Xóm 1' },
        { areaId: 'v2', name: 'Xóm 2' },
      ],
      taken: ['Cụm nhà văn hóa'],
    },
    { id: 'hai_hung', areaId: 'a2', names: ['Xã Hải Hưng'], villages: [], taken: [] },
  ],
  serials: ['SN-0'],
};
const table = (...rows: string[][]) => rows.map((cells, index) => ({ line: index + 1, cells }));
const head = [
  'STT',
  'Xã',
  'Thôn/xóm',
  'Tên cụm loa',
  'Số sê-ri',
  'Số SIM',
  'Vĩ độ',
  'Kinh độ',
  'Địa chỉ',
  'Công suất (W)',
];

describe("a vendor's list", () => {
  it('is read by its headings, below titles, with merged communes', () => {
    const { headingLine, lines } = understandList(
      table(
        ['DANH SÁCH THIẾT BỊ'],
        head,
        [
          '1',
          'HẢI ANH',
          'xóm 01',
          'Cụm đầu làng',
          'SN-1',
          '912345678',
          '20,12',
          '106,25',
          'Cạnh chùa',
          '2x50',
        ],
        ['2', '', 'Xóm 2', '', 'SN-2', '', '106.25', '20.12', '', ''],
        ['', 'Hải Hưng', '', '', '', '', '', '', '', ''],
        ['3', '', 'Xóm 9', 'Cụm chợ', '', '', '', '', '', '100W'],
        ['', '', '', '', '', '', '', '', '', ''],
      ),
      ground,
    );
    expect(headingLine).toBe(2);
    expect(lines).toEqual([
      {
        ...{ line: 3, stationId: 'hai_anh', areaId: 'v1', name: 'Cụm đầu làng', serial: 'SN-1' },
        ...{ sim: '0912345678', latitude: 20.12, longitude: 106.25, address: 'Cạnh chùa' },
        ...{ powerWatts: 100, problems: [] },
      },
      expect.objectContaining({
        ...{ areaId: 'v2', name: 'Cụm Xóm 2', latitude: 20.12, longitude: 106.25, problems: [] },
      }),
      expect.objectContaining({
        ...{ stationId: 'hai_hung', areaId: 'a2', name: 'Cụm chợ', powerWatts: 100, problems: [] },
      }),
    ]);
  });

  it('says of each line what a person has to look at', () => {
    const { lines } = understandList(
      table(
        head,
        ['1', 'Hải Lạ', '', 'A', '', '', '', '', '', ''],
        ['2', 'Xã Hải Anh', 'Xóm 7', 'Cụm Nhà Văn Hoá', 'sn-0', 'abc', '0', '0', '', 'nhiều'],
        ['3', 'Hải Anh', '', 'B', 'X1', '', '20.1', '', '', ''],
        ['4', 'Hải Anh', '', 'b', 'x1', '', '', '', '', ''],
      ),
      ground,
    );
    expect(lines.map(({ problems }) => problems)).toEqual([
      ['commune_unknown'],
      [
        'village_unknown',
        'position_wrong',
        'power_wrong',
        'sim_wrong',
        'serial_known',
        'name_taken',
      ],
      ['position_wrong'],
      ['serial_twice', 'name_taken'],
    ]);
  });

  it('without a column of communes is for the one station, or asks', () => {
    const rows = table(['name', 'serial number'], ['A', '1']);
    expect(understandList(rows, ground).lines[0]?.problems).toEqual(['commune_missing']);
    const one = { ...ground, stations: ground.stations.slice(0, 1) };
    expect(understandList(rows, one).lines[0]).toMatchObject({
      stationId: 'hai_anh',
      problems: [],
    });
    expect(understandList(table(['x', 'y'], ['A', '1']), one).headingLine).toBeNull();
  });

  it('knows headings in Vietnamese and English', () => {
    const words = [
      'XÃ/PHƯỜNG',
      'Tổ dân phố',
      'Tên thiết bị',
      'S/N',
      'IMEI',
      'SIM',
      'Lat',
      'GPS',
      'Power (W)',
      'Ghi chú',
    ];
    expect(words.map(meaningOf)).toEqual([
      ...['commune', 'village', 'name', 'serial', 'serial', 'sim', 'latitude', 'position', 'power'],
      null,
    ]);
  });

  it('reads numbers as people type them', () => {
    expect([
      readDegrees('20,5'),
      readDegrees('106.25°'),
      readDegrees(''),
      readDegrees('x'),
    ]).toEqual([20.5, 106.25, null, undefined]);
    expect(splitPosition('20.1, 106.2')).toEqual(['20.1', '106.2']);
    expect(splitPosition('20,1; 106,2')).toEqual(['20,1', '106,2']);
    expect(splitPosition('20.1,106.2')).toEqual(['20.1', '106.2']);
    expect(placeOf(48, 2)).toBeNull();
    expect([readWatts('0,1 kW'), readWatts('2 x 50 W'), readWatts('')]).toEqual([100, 100, null]);
    expect([readSim('0912.345.678'), readSim('912345678'), readSim('12')]).toEqual([
      '0912345678',
      '0912345678',
      undefined,
    ]);
  });
});
