import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';

type Translate = (key: string, named: Record<string, unknown>) => string;

/** What an endpoint tells of its power, volume, disk and data; what it does not tell is left out. */
export function healthWords(
  health: EndpointAnswer['health'],
  t: Translate,
  size: (bytes: number) => string,
): string[] {
  const { power, batteryPercent, volumePercent, diskFreeBytes, usedBytes, heldDays } = health;
  const dataBytes = usedBytes ?? health.servedBytes;
  return [
    ...(power === 'battery' && batteryPercent !== null
      ? [t('care.health.batteryPercent', { percent: batteryPercent })]
      : power === null
        ? []
        : [t(`care.health.${power}`, {})]),
    ...(volumePercent === null ? [] : [t('care.health.volume', { percent: volumePercent })]),
    ...(diskFreeBytes === null ? [] : [t('care.health.disk', { size: size(diskFreeBytes) })]),
    ...(dataBytes === 0 ? [] : [t('care.health.data', { size: size(dataBytes) })]),
    ...(heldDays === null ? [] : [t('care.health.heldDays', { count: heldDays })]),
  ];
}
