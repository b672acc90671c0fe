import { recordingRoutes, type RecordingAnswer } from '../../contract/http/recordings.ts';
import {
  becomeAdministrator,
  invitePeople,
  plantTree,
  type People,
  type Tree,
} from '../../cli/demo/people.ts';
import type { Person } from '../../cli/demo/person.ts';
import type { TestLoa } from './loa.ts';
import { until } from './until.ts';

/** The demo's tree, and a person of each role in the province, signed in. */
export async function settle(loa: TestLoa): Promise<{ people: People; tree: Tree }> {
  const administrator = await becomeAdministrator({ ...loa, url: loa.origin });
  const tree = await plantTree(administrator.person);
  const people = await invitePeople(loa.origin, administrator, tree.provinceId);
  return { people, tree };
}

/** The recording as soon as its newest version is in that state. */
export function untilState(
  person: Person,
  id: string,
  state: RecordingAnswer['latest']['state'],
  limitMs = 60_000,
): Promise<RecordingAnswer> {
  return until(
    async () => {
      const recording = await person.call(recordingRoutes.get, { params: { id } });
      return recording.latest.state === state ? recording : undefined;
    },
    { limitMs, what: `recording ${id} is ${state}` },
  );
}
