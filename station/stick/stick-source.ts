import { bundleNames } from '../../contract/station/bundle.ts';
import type { MediaSource } from '../sync/media-source.ts';
import type { OpenBundle } from './open-bundle.ts';

/** What is on the stick comes from there, all else from `next`. */
export interface StickSource extends MediaSource {
  /** Looks into this bundle from now on; `null`: the stick is gone. */
  use(bundle: OpenBundle | null): void;
  bundle(): OpenBundle | null;
  /** Whether the stick has it, and has not given other bytes for it. */
  offers(sha256: string): boolean;
}

export function stickSource(next: MediaSource): StickSource {
  let current: OpenBundle | null = null;
  const distrusted = new Set<string>();
  const from = (sha256: string) => (distrusted.has(sha256) ? null : current);
  return {
    use(bundle) {
      current = bundle;
      distrusted.clear();
    },
    bundle: () => current,
    offers: (sha256) =>
      [bundleNames.object(sha256), bundleNames.media(sha256)].some(
        (name) => from(sha256)?.has(name) ?? false,
      ),
    distrust(sha256) {
      if (distrusted.has(sha256)) next.distrust(sha256);
      distrusted.add(sha256);
    },
    object: async (sha256, limitBytes, signal) => {
      const bytes = await from(sha256)?.read(bundleNames.object(sha256), limitBytes);
      return Buffer.from(bytes ?? (await next.object(sha256, limitBytes, signal)));
    },
    media: async (sha256, fromByte, signal) =>
      (await from(sha256)?.stream(bundleNames.media(sha256), fromByte)) ??
      next.media(sha256, fromByte, signal),
  };
}
