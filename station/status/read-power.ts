import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How the machine is fed; `null`: it does not tell. */
export interface Power {
  power: 'mains' | 'battery' | null;
  batteryPercent: number | null;
}

/** Where Linux shows what feeds the machine. */
export const powerFolder = '/sys/class/power_supply';

interface Supply {
  type: string;
  online: string;
  status: string;
  capacity: string;
}

/** What the kernel knows of mains and battery; boards without such chips know nothing. */
export async function readPower(folder: string): Promise<Power> {
  const names = await readdir(folder).catch(() => []);
  const supplies = (await Promise.all(names.map((name) => readSupply(join(folder, name))))).flatMap(
    (supply) => supply ?? [],
  );
  const batteries = supplies.filter(({ type }) => type === 'Battery' || type === 'UPS');
  const feeds = supplies.filter((supply) => !batteries.includes(supply) && supply.online !== '');
  const [first] = batteries;
  const percent = first && first.capacity !== '' ? Number(first.capacity) : NaN;
  return {
    power: powerOf(feeds, batteries),
    batteryPercent: Number.isInteger(percent) && percent >= 0 && percent <= 100 ? percent : null,
  };
}

function powerOf(feeds: readonly Supply[], batteries: readonly Supply[]): Power['power'] {
  if (feeds.some(({ online }) => online === '1')) return 'mains';
  if (batteries.some(({ status }) => status === 'Discharging')) return 'battery';
  if (batteries.some(({ status }) => status === 'Charging' || status === 'Full')) return 'mains';
  return feeds.length > 0 && batteries.length > 0 ? 'battery' : null;
}

/** `null` for what feeds something else, such as a mouse. */
async function readSupply(folder: string): Promise<Supply | null> {
  const field = (name: string) =>
    readFile(join(folder, name), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  if ((await field('scope')) === 'Device') return null;
  return {
    type: await field('type'),
    online: await field('online'),
    status: await field('status'),
    capacity: await field('capacity'),
  };
}
