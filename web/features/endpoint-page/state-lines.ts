import type { EndpointPage } from '../../../contract/http/endpoint-page.ts';
import type { Mark } from '../../ui/shapes.ts';
import { clockMark, holdsMark, linkMarks, presenceMark } from '../endpoints/endpoint-marks.ts';

/** How an endpoint is, in plain words; what it never told is said to be unknown. */
export interface StateLine {
  key: string;
  /** Its word is text already. */
  mark: Mark | null;
  text: string;
}

export interface Words {
  t: (key: string, named?: Record<string, unknown>) => string;
  moment: (at: number) => string;
  clock: (at: number) => string;
  size: (bytes: number) => string;
  deviation: (ms: number) => string;
}

/** What would read as 0,0 s is right. */
const exactMs = 50;

export function stateLines(page: EndpointPage, words: Words): StateLine[] {
  const { endpoint } = page;
  const { t } = words;
  const line = (key: string, text: string | null, mark: Mark | null = null): StateLine => ({
    ...{ key, mark },
    text: text ?? t('endpointPage.untold'),
  });
  const marked = (key: string, mark: Mark, rest = '') =>
    line(key, [t(mark.word), rest].filter(Boolean).join(' '), mark);
  const lines = [
    nowLine(page, words),
    line('next', page.next && `${words.moment(page.next.startsAt)} · ${page.next.title}`),
    marked('link', presenceMark(endpoint), seenText(page, words)),
    ...linkMarks(endpoint).map((mark) => marked('safety', mark)),
  ];
  if (page.next === null) lines[1] = line('next', t('endpointPage.nothingNext'));
  if (endpoint.kind === 'person') return lines;
  lines.push(marked('holds', holdsMark(endpoint)));
  if (endpoint.kind === 'receiver') return lines;
  return [...lines, ...machineLines(page, words, { line, marked })];
}

type Makers = {
  line: (key: string, text: string | null, mark?: Mark | null) => StateLine;
  marked: (key: string, mark: Mark, rest?: string) => StateLine;
};

/** What an agent tells of the machine that it runs on. */
function machineLines(
  { endpoint }: EndpointPage,
  { t, size, deviation }: Words,
  { line, marked }: Makers,
): StateLine[] {
  const { clockOffsetMs: offset, health, version } = endpoint;
  const { power, batteryPercent, volumePercent, diskFreeBytes, usedBytes, servedBytes } = health;
  const isExact = offset === null || Math.abs(offset) < exactMs;
  const powerText =
    power === 'battery' && batteryPercent !== null
      ? t('care.health.batteryPercent', { percent: batteryPercent })
      : power && t(`care.health.${power}`);
  return [
    marked('clock', clockMark(endpoint), isExact ? '' : `(${deviation(offset)})`),
    line('held', health.heldDays === null ? null : heldText(health.heldDays, t)),
    line('power', powerText, power === 'battery' ? warn : null),
    line('volume', volumePercent === null ? null : `${volumePercent} %`),
    line(
      'disk',
      diskFreeBytes === null ? null : t('care.health.disk', { size: size(diskFreeBytes) }),
    ),
    line(
      'data',
      usedBytes === null
        ? t('endpointPage.served', { size: size(servedBytes) })
        : t('endpointPage.used', { size: size(usedBytes) }),
    ),
    line('version', version),
  ];
}

const warn: Mark = { shape: 'half', tone: 'warn', word: '' };

/** What it says comes before what the timetable wants. */
function nowLine({ says, now, endpoint }: EndpointPage, { t, clock }: Words): StateLine {
  const key = 'now';
  if (says !== null)
    return {
      key,
      mark: { shape: 'playing', tone: 'accent', word: '' },
      text: t('endpointPage.saysPlaying', { title: says }),
    };
  if (now === null) return { key, mark: null, text: t('endpointPage.nothingNow') };
  const named = { title: now.title, time: clock(now.endsAt) };
  const isMute = endpoint.kind !== 'agent';
  return {
    key,
    mark: { shape: isMute ? 'due' : 'half', tone: isMute ? 'idle' : 'warn', word: '' },
    text: t(isMute ? 'endpointPage.dueNow' : 'endpointPage.dueUnsaid', named),
  };
}

function heldText(days: number, t: Words['t']): string {
  return days === 0 ? t('endpointPage.heldNone') : t('endpointPage.heldDays', { count: days });
}

function seenText({ endpoint }: EndpointPage, { t, moment }: Words): string {
  const { lastSeenAt } = endpoint;
  return lastSeenAt === null
    ? `· ${t('endpoint.neverSeen')}`
    : `· ${t('endpoint.seenAt', { time: moment(lastSeenAt) })}`;
}
