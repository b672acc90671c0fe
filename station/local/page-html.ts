import type { Language } from './page-texts.ts';
import { pageTexts } from './page-texts.ts';
import type { TodayRow } from './today.ts';

/** All that the page shows. */
export interface PageState {
  stationName: string;
  endpointName: string;
  time: string;
  isClockTrusted: boolean;
  /** Local time of the last answer; `null` for never. */
  contactedAt: string | null;
  heldUntil: string | null;
  missingFiles: number;
  diskFreeBytes: number | null;
  output: string;
  playing: string | null;
  volumePercent: number;
  today: readonly TodayRow[];
}

export const pageStyle = `
body{font:18px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:44rem;color:#1a1a1a;background:#fff}
h1{font-size:1.3rem;margin:.5rem 0}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
button{font:inherit;padding:.6rem 1.2rem;border:1px solid #333;border-radius:.4rem;background:#eee}
button.stop{background:#b00020;color:#fff;border-color:#b00020;font-weight:600}
input{font:inherit;width:5rem;padding:.5rem}table{border-collapse:collapse;width:100%}
td{padding:.4rem .5rem;border-top:1px solid #ddd;vertical-align:top}dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}
dt{color:#555}dd{margin:0}nav{float:right}
@media(prefers-color-scheme:dark){body{background:#111;color:#eee}button{background:#333;color:#eee}td{border-color:#444}dt{color:#aaa}}
`;

/** The page; `token` proves that a form of it was sent. */
export function pageHtml(state: PageState, language: Language, token: string): string {
  const texts = pageTexts[language];
  const other = language === 'vi' ? 'en' : 'vi';
  const hidden = `<input type="hidden" name="token" value="${escape(token)}"><input type="hidden" name="lang" value="${language}">`;
  const name = escape(`${state.endpointName} · ${state.stationName}`);
  const stop = state.playing
    ? `<form method="post" action="/stop">${hidden}<button class="stop">${texts.stop}</button></form>`
    : '';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="30"><title>${name}</title><style>${pageStyle}</style></head><body>
<nav><a href="/?lang=${other}" lang="${other}">${texts.otherLanguage}</a></nav>
<h1>${name}</h1>
<p role="status">${state.playing ? `${texts.sounding}: <strong>${escape(state.playing)}</strong>` : texts.silent}</p>
${stop}
<form method="post" action="/volume">${hidden}<label>${texts.volume} (%)
<input type="number" name="percent" min="0" max="100" required value="${state.volumePercent}"></label>
<button>${texts.set}</button></form>
<h2>${texts.today}</h2>
${state.today.length > 0 ? `<table>${state.today.map((row) => rowHtml(row, language)).join('')}</table>` : `<p>${texts.nothingToday}</p>`}
<h2>Loa</h2>
<dl>${facts(state, language)
    .map(([term, fact]) => `<dt>${term}</dt><dd>${escape(fact)}</dd>`)
    .join('')}</dl>
</body></html>`;
}

function facts(state: PageState, language: Language): [string, string][] {
  const texts = pageTexts[language];
  const free =
    state.diskFreeBytes === null ? '–' : `${(state.diskFreeBytes / 2 ** 30).toFixed(1)} GiB`;
  return [
    [texts.clock, `${state.time}, ${state.isClockTrusted ? texts.isTrusted : texts.isUntrusted}`],
    [texts.server, state.contactedAt ?? texts.never],
    [texts.heldUntil, state.heldUntil ?? '–'],
    [texts.missingFiles, String(state.missingFiles)],
    [texts.diskFree, free],
    [texts.output, state.output],
  ];
}

function rowHtml({ time, title, state, reason }: TodayRow, language: Language): string {
  const { states, reasons } = pageTexts[language];
  const why = reason === null ? '' : ` (${reasons[reason]})`;
  return `<tr><td>${escape(time)}</td><td>${escape(title)}</td><td>${states[state]}${why}</td></tr>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
