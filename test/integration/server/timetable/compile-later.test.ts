import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../../server/store/open-store.ts';
import type { ChangeScope } from '../../../../server/timetable/changes.ts';
import { compileLater } from '../../../../server/timetable/compile-later.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

it('has many changes compiled once, each station once, and nothing where nothing changed', async () => {
  const store = await openStore(join(await tempFolder(), 'loa.sqlite'));
  onTestFinished(() => store.close());
  const compiled: ChangeScope[] = [];
  const now = {
    changed: (scope: ChangeScope) => {
      compiled.push(scope);
      return Promise.resolve();
    },
  };
  const none = compileLater(store.db, now);
  await none.compile();
  const { timetable, compile } = compileLater(store.db, now);
  await timetable.changed({ stationIds: ['a', 'b'] });
  await timetable.changed({ stationIds: ['b', 'c'] });
  expect(compiled).toEqual([]);
  await compile();
  expect(compiled).toEqual([{ stationIds: ['a', 'b', 'c'] }]);
});
