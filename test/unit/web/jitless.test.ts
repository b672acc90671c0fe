import { expect, it } from 'vitest';
import '../../../web/jitless.ts';
import { config } from 'zod';

it('tells zod not to try new Function, wherever it is by then', () => {
  expect(config().jitless).toBe(true);
});
