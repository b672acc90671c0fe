import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import type { Mark } from '../../ui/shapes.ts';

/** Whether the endpoint is there, as far as anybody knows. */
export function presenceMark({
  presence,
  pairedAt,
  revokedAt,
  kind,
}: Pick<EndpointAnswer, 'presence' | 'pairedAt' | 'revokedAt' | 'kind'>): Mark {
  if (revokedAt !== null) return { shape: 'stopped', tone: 'idle', word: 'presence.revoked' };
  if (kind === 'agent' && pairedAt === null)
    return { shape: 'due', tone: 'idle', word: 'presence.unpaired' };
  switch (presence) {
    case 'online':
      return { shape: 'ready', tone: 'good', word: 'presence.online' };
    case 'offline':
      return { shape: 'offline', tone: 'bad', word: 'presence.offline' };
    case 'unknown':
      return { shape: 'unknown', tone: 'idle', word: 'presence.unknown' };
  }
}

/** Whether it says that it holds what it is to play today. */
export function holdsMark({ today }: Pick<EndpointAnswer, 'today'>): Mark {
  if (today.playlist === null) return { shape: 'unknown', tone: 'idle', word: 'holds.none' };
  switch (today.holds) {
    case 'yes':
      return { shape: 'ready', tone: 'good', word: 'holds.yes' };
    case 'no':
      return { shape: 'half', tone: 'warn', word: 'holds.no' };
    case 'unknown':
      return { shape: 'unknown', tone: 'idle', word: 'holds.unknown' };
  }
}

/** What it says of its clock: one that is not trusted starts nothing. */
export function clockMark({ clockTrusted }: Pick<EndpointAnswer, 'clockTrusted'>): Mark {
  if (clockTrusted === null) return { shape: 'unknown', tone: 'idle', word: 'clock.unknown' };
  return clockTrusted
    ? { shape: 'ready', tone: 'good', word: 'clock.trusted' }
    : { shape: 'problem', tone: 'bad', word: 'clock.untrusted' };
}
