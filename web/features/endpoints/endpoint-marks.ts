import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import type { Mark } from '../../ui/shapes.ts';

type Standing = Pick<
  EndpointAnswer,
  'revokedAt' | 'silencingUntil' | 'silencedAt' | 'quarantinedAt'
>;

/** What was done about an endpoint that is not trusted; `null` for all others. */
function barredMark({
  revokedAt,
  silencingUntil,
  silencedAt,
  quarantinedAt,
}: Standing): Mark | null {
  if (silencingUntil !== null) return { shape: 'due', tone: 'warn', word: 'presence.silencing' };
  if (silencedAt !== null) return { shape: 'stopped', tone: 'idle', word: 'presence.silenced' };
  if (revokedAt !== null) return { shape: 'stopped', tone: 'idle', word: 'presence.revoked' };
  if (quarantinedAt !== null) return { shape: 'barred', tone: 'bad', word: 'presence.quarantined' };
  return null;
}

/** What an operator must see at once of how it speaks with us. */
export function linkMarks({
  insecureHttp,
  stale,
}: Pick<EndpointAnswer, 'insecureHttp' | 'stale'>): Mark[] {
  const marks: Mark[] = [];
  if (insecureHttp) marks.push({ shape: 'problem', tone: 'bad', word: 'link.insecureHttp' });
  if (stale) marks.push({ shape: 'late', tone: 'bad', word: 'link.stale' });
  return marks;
}

/** Whether the endpoint is there, as far as anybody knows. */
export function presenceMark({
  presence,
  pairedAt,
  kind,
  ...state
}: Standing & Pick<EndpointAnswer, 'presence' | 'pairedAt' | 'kind'>): Mark {
  const barred = barredMark(state);
  if (barred) return barred;
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
