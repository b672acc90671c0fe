import { announcements } from '../../core/sample/announcements.ts';
import {
  sampleArea,
  sampleAreas,
  samplePeople,
  sampleSessions,
  type SampleRole,
} from '../../core/sample/sample-district.ts';
import { randomToken } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { requireAtRoot } from '../access/require-at-root.ts';
import { createAreasService } from '../areas/service.ts';
import { recordAudit } from '../audit/record.ts';
import { addStations } from '../first-steps/add-stations.ts';
import type { Principal } from '../http/principal.ts';
import { speak } from '../speech/speak.ts';
import { findUserId, insertUser, updateUser } from '../users/repo.ts';
import type { SampleDeps } from './deps.ts';
import {
  beginSample,
  markSample,
  readSample,
  updateSample,
  type SampleFact,
} from './sample-fact.ts';

const wordsPerMinute = 150;

/**
 * Makes a district of samples beneath the highest area, by the services that people use; what is spoken
 * comes later, by {@link continueSample}.
 * @throws AppError `sample_there`, `area_code_taken`, `login_taken`, `not_allowed`
 */
export async function loadSample(deps: SampleDeps, principal: Principal): Promise<void> {
  const { db, access } = deps;
  await requireAtRoot(access, principal, 'area.write');
  if (await readSample(db)) throw new AppError('sample_there', 'the sample data is loaded');
  for (const { login } of samplePeople)
    if (await findUserId(db, login)) throw new AppError('login_taken', `${login} is taken`);
  const communes = await makeAreas(deps, principal);
  const [root] = communes;
  if (!root) throw new AppError('area_not_found', 'no area was made');
  // From here on it can be removed, however far it comes.
  const fact = await makePeople(deps, principal, root.id);
  try {
    const speechIds = await fill(deps, principal, { fact, communes });
    await updateSample(db, { ...fact, speechIds });
  } catch (error) {
    await updateSample(db, { ...fact, stage: 'failed' });
    throw error;
  }
  deps.kick();
}

/** Stations and loudspeakers; gives what is being spoken for them. */
async function fill(
  deps: SampleDeps,
  principal: Principal,
  { fact, communes }: { fact: SampleFact; communes: readonly { id: string; name: string }[] },
): Promise<string[]> {
  const { db, endpoints } = deps;
  const areaIds = communes.slice(1).map(({ id }) => id);
  const given = { areaIds, namePrefix: 'Đài truyền thanh', sessions: sampleSessions };
  const made = await addStations(deps, principal, given);
  for (const { stationId, areaId } of made) {
    if (stationId === null) continue;
    await markSample(db, 'station', [stationId]);
    const name = `Cụm loa nhà văn hóa ${areaNameIn(communes, areaId)}`;
    const { id } = await endpoints.create(principal, { stationId, name, kind: 'agent' });
    await markSample(db, 'endpoint', [id]);
  }
  await markSessions(deps);
  const author = principalOf(fact, 'author');
  const [voice] = deps.speech.voices;
  const speechIds: string[] = [];
  for (const { text } of announcements)
    speechIds.push(
      await speak(deps, author, { text, voice: voice?.id ?? '', wordsPerMinute, isSaid: false }),
    );
  return speechIds;
}

async function makeAreas(deps: SampleDeps, principal: Principal) {
  const { db, access } = deps;
  const underId = [...(await access.areas()).values()].find((area) => area.parentId === null)?.id;
  const { areas } = await createAreasService(deps).importMany(principal, {
    ...{ underId: underId ?? '', validFrom: null, validTo: null, areas: sampleAreas() },
  });
  await markSample(
    db,
    'area',
    areas.map(({ id }) => id),
  );
  return [...areas].sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
}

/** Their accounts are closed from the beginning, with passwords that nobody knows. */
async function makePeople(
  { db, passwords, clock }: SampleDeps,
  { userId }: Principal,
  areaId: string,
): Promise<SampleFact> {
  const people = { author: '', approver: '', operator: '' };
  const passwordHash = await passwords.hash(randomToken());
  const fact: SampleFact = {
    ...{ stage: 'loading', areaId, loadedAt: clock.now(), speechIds: [] },
    people,
  };
  await db.transaction().execute(async (trx) => {
    for (const { role, login, name } of samplePeople) {
      const grants = [{ role, areaId, startsAt: null, endsAt: null }];
      people[role] = await insertUser(trx, { login, name, passwordHash, grants, clock });
      await updateUser(trx, people[role], { disabledAt: clock.now() });
      await markSample(trx, 'user', [people[role]]);
    }
    await beginSample(trx, fact);
    const entry = { userId, action: 'sample.load', subject: areaId, areaId } as const;
    await recordAudit(trx, { clock, ...entry, detail: { area: sampleArea.name } });
  });
  return fact;
}

async function markSessions({ db }: SampleDeps): Promise<void> {
  const rows = await db
    .selectFrom('session')
    .select('id')
    .where('station_id', 'in', db.selectFrom('sample_item').select('id'))
    .execute();
  await markSample(
    db,
    'session',
    rows.map(({ id }) => id),
  );
}

function areaNameIn(areas: readonly { id: string; name: string }[], id: string): string {
  const name = areas.find((area) => area.id === id)?.name ?? '';
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** One of its people, as the services know them. */
export function principalOf({ people, areaId }: SampleFact, role: SampleRole): Principal {
  const { login = '', name = '' } = samplePeople.find((one) => one.role === role) ?? {};
  return {
    ...{ userId: people[role], login, name, grants: [{ role, areaId }] },
    ...{ csrf: null, signedInUntil: Infinity },
  };
}
