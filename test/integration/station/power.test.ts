import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPower } from '../../../station/status/read-power.ts';
import { tempFolder } from '../../support/temp-folder.ts';

async function supplies(given: Record<string, Record<string, string>>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, fields] of Object.entries(given)) {
    await mkdir(join(folder, name));
    for (const [field, text] of Object.entries(fields))
      await writeFile(join(folder, name, field), `${text}\n`);
  }
  return folder;
}
const battery = { type: 'Battery', capacity: '81' };

it('tells mains from battery, and how full it is', async () => {
  const onMains = await supplies({
    AC: { type: 'Mains', online: '1' },
    BAT0: { ...battery, status: 'Charging' },
  });
  expect(await readPower(onMains)).toEqual({ power: 'mains', batteryPercent: 81 });
  const cut = await supplies({
    AC: { type: 'Mains', online: '0' },
    BAT0: { ...battery, status: 'Discharging' },
  });
  expect(await readPower(cut)).toEqual({ power: 'battery', batteryPercent: 81 });
  expect(await readPower(await supplies({ usb: { type: 'USB', online: '1' } }))).toEqual({
    power: 'mains',
    batteryPercent: null,
  });
});

it('knows nothing where the machine does not tell, and never speaks of a mouse', async () => {
  const nothing = { power: null, batteryPercent: null };
  expect(await readPower(join(await tempFolder(), 'missing'))).toEqual(nothing);
  expect(await readPower(await supplies({}))).toEqual(nothing);
  const mouse = { ...battery, status: 'Discharging', scope: 'Device' };
  expect(await readPower(await supplies({ mouse }))).toEqual(nothing);
  const odd = await supplies({ BAT0: { type: 'Battery', capacity: 'lots', status: '' } });
  expect(await readPower(odd)).toEqual(nothing);
});
