import { api } from '../../contract/api.ts';
import { fold } from '../../core/text/fold.ts';
import { draftOf } from './district.ts';
import { everyDay } from './on-days.ts';
import type { TestServer } from './server.ts';

/** What tests of areas that change on a day make, and look at. */
export function datedPlaces(server: () => TestServer) {
  return {
    /** A village beneath an area; its name must be new. */
    village: async (name: string, parentId: string) => {
      const administrator = await server().administrator();
      const code = fold(name).replaceAll(' ', '.');
      const body = { code, name: `Thôn ${name}`, kind: 'thôn', parentId };
      const open = { validFrom: null, validTo: null };
      return administrator.call(api.areas.create, { body: { ...body, ...open } });
    },

    /** An area as it is on a day. */
    areaAt: async (id: string, date: string) => {
      const administrator = await server().administrator();
      const query = { on: date, ended: 'true', limit: 500 } as const;
      const { items } = await administrator.call(api.areas.list, { query });
      const area = items.find((one) => one.id === id);
      if (!area) throw new Error(`there is no area ${id}`);
      return area;
    },

    stationOf: async (stationId: string) => {
      const administrator = await server().administrator();
      const query = { ended: 'true', limit: 500 } as const;
      const { items } = await administrator.call(api.stations.list, { query });
      return items.find(({ id }) => id === stationId);
    },

    /** Sends a priority bulletin of an area to areas every day at 11:00; it asks nobody. */
    send: async (given: {
      ownerAreaId: string;
      recordingId: string;
      areas: string[];
      title: string;
      since: string;
    }): Promise<string> => {
      const { areas, title, since, ...who } = given;
      const operator = await server().as('operator');
      const at = { ...who, stations: [], date: since, time: '11:00' };
      const targets = { areas, stations: [], endpoints: [], groups: [], except: [] };
      const { broadcast } = await operator.call(api.broadcasts.create, {
        body: draftOf(at, { title, class: 'priority', targets, dates: everyDay(since) }),
      });
      return broadcast?.id ?? '';
    },
  };
}
