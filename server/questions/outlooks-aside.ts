import type { Outlook } from '../../contract/http/broadcasts.ts';
import type { Outlooks } from '../broadcasts/outlooks.ts';
import type { JsonBytes } from '../http/json-bytes.ts';
import type { Asker } from './ask-aside.ts';

/** Outlooks as a thread of its own finds them. */
export function outlooksAside(asker: Asker, freezeMs: number): Outlooks {
  return {
    saved: async (broadcast) => read(await asker.ask('savedOutlook', { broadcast })),
    preview: async (principal, prepared) =>
      read(await asker.ask('preview', { principal, prepared, freezeMs })),
  };
}

function read({ bytes }: JsonBytes): Outlook {
  return JSON.parse(Buffer.from(bytes).toString()) as Outlook;
}
