import type { Finding, FindingCode, Severity } from '../../../core/recording/findings.ts';
import { findingSeverities } from '../../../core/recording/findings.ts';
import { durationText } from '../../text/duration.ts';
import type { Mark } from '../../ui/shapes.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** How the value of a finding is said; `null`: it has none. */
const units: Record<FindingCode, 'level' | 'percent' | 'count' | 'length' | null> = {
  not_audio: null,
  damaged_audio: null,
  silent_audio: null,
  audio_too_long: null,
  audio_too_short: null,
  empty_file: null,
  very_quiet: 'level',
  clipped: 'percent',
  noisy: 'level',
  dc_offset: 'percent',
  opposed_channels: null,
  silent_channel: 'count',
  decode_errors: 'count',
  ends_early: 'length',
  leading_silence: 'length',
  trailing_silence: 'length',
  inner_silence: 'length',
  near_silence: 'percent',
  little_speech_band: 'percent',
  wide_dynamics: 'level',
  has_picture: null,
  off_target: 'level',
};

const marks: Record<Severity, Mark> = {
  blocks: { shape: 'problem', tone: 'bad', word: 'finding.blocks' },
  warns: { shape: 'half', tone: 'warn', word: 'finding.warns' },
  informs: { shape: 'note', tone: 'idle', word: 'finding.informs' },
};
const order: readonly Severity[] = ['blocks', 'warns', 'informs'];

/** A finding as one sentence and what to do about it. */
export function findingWords(
  { code, value }: Pick<Finding, 'code' | 'value'>,
  t: Translate,
  locale: string,
): { text: string; hint: string } {
  const said = value === null ? '…' : valueText(code, value, locale);
  return { text: t(`finding.text.${code}`, { value: said }), hint: t(`finding.hint.${code}`) };
}

/** How much a finding matters, by shape, tone and word. */
export function findingMark({ code }: Pick<Finding, 'code'>): Mark {
  return marks[findingSeverities[code]];
}

/** What matters most first. */
export function bySeverity<Found extends Pick<Finding, 'code'>>(
  findings: readonly Found[],
): Found[] {
  const rank = ({ code }: Found) => order.indexOf(findingSeverities[code]);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

function valueText(code: FindingCode, value: number, locale: string): string {
  const unit = units[code];
  if (unit === 'length') return durationText(value);
  const digits = unit === 'count' ? 0 : unit === 'percent' && value >= 10 ? 0 : 1;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
    .format(value)
    .replace('-', '−');
}
