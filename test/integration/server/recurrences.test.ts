import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
let operator: Person;
beforeAll(async () => {
  operator = await server().as('operator');
});
const read = (text: string) => operator.call(api.recurrences.read, { query: {}, body: { text } });

describe('days as RFC 5545 writes them', () => {
  it('are read as the dates of a broadcast, and said in words', async () => {
    const lines = [
      'DTSTART;TZID=Asia/Ho_Chi_Minh:20261124T050000',
      'RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231T170000Z',
      'EXDATE;TZID=Asia/Ho_Chi_Minh:20261126T050000',
    ];
    expect(await read(lines.join('\r\n'))).toEqual({
      dates: {
        ...{ first: '2026-11-24', last: '2026-12-31', count: null, rdates: [] },
        rule: { freq: 'weekly', interval: 1, weekdays: [2, 4] },
        exdates: ['2026-11-26'],
      },
      ...{ time: '05:00', zone: 'Asia/Ho_Chi_Minh' },
      words: 'Thứ 3, thứ 5 hàng tuần, từ 24/11/2026 đến hết 31/12/2026, trừ ngày 26/11/2026',
    });
  });

  it('that cannot be kept are refused by the part that is in the way', async () => {
    const start = 'DTSTART:20261124T050000\n';
    const faultOf = async (text: string) => {
      const { code, fields } = await refusal(read(text));
      return [code, fields?.[0]?.path, fields?.[0]?.code];
    };
    const code = 'recurrence_unreadable';
    expect(await faultOf('RRULE:FREQ=DAILY')).toEqual([code, 'DTSTART', 'missing']);
    expect(await faultOf(`${start}RRULE:FREQ=HOURLY`)).toEqual([code, 'FREQ', 'unsupported']);
    expect(await faultOf(`${start}RRULE:FREQ=DAILY;INTERVAL=x`)).toEqual([
      ...[code, 'INTERVAL', 'malformed'],
    ]);
    expect((await faultOf(`${start}RRULE:FREQ=DAILY;INTERVAL=0`))[0]).toBe(code);
  });
});
