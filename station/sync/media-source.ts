import type { ServerLink } from '../link/server-link.ts';

/** Where objects and audio come from: the server, or a stick before it. */
export interface MediaSource extends Pick<ServerLink, 'object' | 'media'> {
  /** What it gave was not what the name promises. */
  distrust(sha256: string): void;
}

/** The server alone: it may do better next time. */
export function fromServer(link: Pick<ServerLink, 'object' | 'media'>): MediaSource {
  return { object: link.object, media: link.media, distrust: () => {} };
}
