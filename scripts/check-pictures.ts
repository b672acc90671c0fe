// The pictures of docs/timetable.md must be what the compile makes of their examples.
import { compileVector } from '../test/support/vectors/compile-vector.ts';
import { vector } from '../test/support/vectors/vector.ts';
import { settleGenerated } from './generated-file.ts';
import { drawDay } from './pictures/draw-day.ts';
import { examples } from './pictures/examples.ts';

for (const example of examples) {
  const [groups = []] = compileVector(vector.parse(example.day));
  settleGenerated(`docs/pictures/${example.file}.svg`, drawDay(example, groups));
}
