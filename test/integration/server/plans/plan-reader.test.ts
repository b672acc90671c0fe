import { expect, it } from 'vitest';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { createPlanReader } from '../../../../server/plans/plan-reader.ts';

const context = {
  ...{ today: '2026-11-29', weekOf: '2026-11-30' },
  ...{ sessions: [], recordings: [], programmes: [], areas: [] },
};

it('gives up what takes too long, goes on meanwhile, and reads what comes next', async () => {
  // Time for one reading is over as soon as the test says so.
  let isOver: () => void = () => undefined;
  const clock: Clock = {
    ...systemClock(),
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        isOver = resolve;
        signal?.addEventListener('abort', () => resolve());
      }),
  };
  const reader = createPlanReader(clock);
  const cell = '17h thứ 3 vay vốn xóm 4 '.repeat(400);
  const rows = Array.from({ length: 400 }, (_, line) => ({ line, cells: ['Thứ 3', cell] }));
  const reading = reader.plan({ text: '', rows, context });
  const outcome = expect(reading).rejects.toMatchObject({ code: 'plan_too_long' });
  // The server's own thread is free.
  await new Promise((resolve) => setImmediate(resolve));
  isOver();
  await outcome;
  const { rows: read } = await reader.text('Thứ 3\t17h\tVay vốn');
  expect(read).toHaveLength(1);
});
