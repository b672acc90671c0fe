import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest on two cores, the slowest first: begun last, one of them would keep all others waiting. */
const slowest = [
  // What waits for air stands beside what draws pages.
  'e2e/console-pages',
  'e2e/air',
  'e2e/console-roles',
  'e2e/crash',
  'e2e/console-library',
  'e2e/demo',
  'e2e/console',
  'integration/media/corpus',
  'integration/server/every-route',
  'integration/worker/transcode',
  'integration/media/transcode',
  'integration/media/verdicts',
  'integration/server/timetable/compile-aside',
  'integration/server/recordings',
  'integration/server/timetable/timetable',
];

/** The usual order, but for those. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = slowest.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
  return rank < 0 ? slowest.length : rank;
}
