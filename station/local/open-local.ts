import { randomToken } from '../../runtime/crypto.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Player } from '../player/player.ts';
import { writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';
import { describePage, type PageSources } from './describe-page.ts';
import { startPage, type LocalPage } from './page-server.ts';

/** What somebody at the loudspeaker can do. */
export interface LocalControl {
  stop(): void;
  setVolume(percent: number): Promise<void>;
}

export function createLocalControl(deps: {
  db: StationStore;
  player: Player;
  log: Logger;
}): LocalControl {
  const { db, player, log } = deps;
  return {
    stop() {
      const isHeard = player.fadeOut('stopped_here');
      log.info({ isHeard }, 'stop at the loudspeaker');
    },
    async setVolume(percent) {
      player.setVolume(percent);
      log.info({ percent }, 'volume set at the loudspeaker');
      await writeFact(db, 'volume_percent', percent);
    },
  };
}

/** Opens the page for whoever stands at the loudspeaker. */
export function openLocalPage(
  deps: PageSources & { control: LocalControl; log: Logger },
  port: number,
): Promise<LocalPage> {
  const { control, log } = deps;
  return startPage({
    ...{ port, log, token: randomToken(24) },
    state: () => describePage(deps),
    setVolume: (percent) => control.setVolume(percent),
    stop: () => {
      control.stop();
    },
  });
}
