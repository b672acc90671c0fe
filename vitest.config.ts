import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/slowest-first.ts';

const SECOND_MS = 1000;

// They wait for minutes of real air, or render for minutes: `.ci/run` leaves them to the night (LOA_TESTS=day), `npm test` runs all.
const night = [
  ...['deciding', 'expected', 'first-run', 'library', 'listening'].map(
    (name) => `e2e/console-${name}`,
  ),
  'e2e/console-roles',
  'e2e/crash',
  'e2e/demo',
  ...[
    'bundles/circle',
    'chaos/short-runs',
    'cli/loa-command',
    'media/corpus',
    'media/horn-chain',
    'media/mutations',
    'media/transcode',
    'media/verdicts',
    'server/deliveries/many',
    'server/history/restore',
    'server/keys/rotation',
    'server/listening/listening',
    'server/plans/import',
    'server/readiness/outages',
    'server/relays/relays',
    'server/reports/papers',
    'server/sample',
    'server/templates/copy-week',
    'server/timetable/compile-aside',
    'station/chime',
    'station/disk-full',
    'station/fleet',
    'station/fleet-patience',
    'station/live',
    'station/power-cut',
    'station/restart',
    'station/survival',
    'station/to-the-ear',
    'worker/capture',
    'worker/compare',
    'worker/speak',
    'worker/transcode',
  ].map((name) => `integration/${name}`),
].map((name) => `test/${name}.test.ts`);
const leftOut = process.env.LOA_TESTS === 'day' ? night : [];

// Projects with unlike limits run one after another, cheapest first.
export default defineConfig({
  test: {
    passWithNoTests: false,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/web/**'],
          // Modules have no state: they are read once for all files.
          isolate: false,
          // Properties look through hundreds of cases, on busy machines too.
          testTimeout: 60 * SECOND_MS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'web',
          include: ['test/unit/web/**/*.test.ts'],
          environment: 'happy-dom',
          isolate: false,
          css: true,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: leftOut,
          pool: 'forks',
          // One more than cores: many wait for air, not for the processor.
          maxWorkers: 3,
          isolate: false,
          // Of the tests in a file that only wait for air.
          maxConcurrency: 8,
          testTimeout: 60 * SECOND_MS,
          hookTimeout: 60 * SECOND_MS,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: leftOut,
          pool: 'forks',
          // Half of them wait for air or for a job to be taken up again.
          maxWorkers: 2,
          isolate: false,
          testTimeout: 240 * SECOND_MS,
          hookTimeout: 240 * SECOND_MS,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
