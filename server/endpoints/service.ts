import type { z } from 'zod';
import type { Effects } from '../../contract/http/effects.ts';
import type { EndpointAnswer, endpointRoutes } from '../../contract/http/endpoints.ts';
import type { Action } from '../../core/access/roles.ts';
import { isInArea } from '../../core/area/area.ts';
import { fingerprintOf } from '../../core/keys/fingerprint.ts';
import type { AddressGuard } from '../../runtime/address-guard.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { ServerKeys } from '../keys/open-keys.ts';
import type { Quarantine } from '../station-api/quarantine.ts';
import { requireStation } from '../stations/service.ts';
import { foreseePlaces } from '../territory/foresee-places.ts';
import type { TerritoryService } from '../territory/service.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { checkPushUrl } from './check-push-url.ts';
import { describeEndpoints } from './describe.ts';
import { moveEndpoint, type EndpointMove } from './move-endpoint.ts';
import { lockOut, silence, type LockOutDeps } from './lock-out.ts';
import { newPairingCode, pairingCodeLifeMs } from './pairing-code.ts';
import { findEndpointRow, type EndpointRow } from './repo.ts';
import { setQuarantine } from './set-quarantine.ts';
import { updateEndpoint, type EndpointPatch, type UpdateEndpointDeps } from './update-endpoint.ts';

type NewEndpoint = z.output<NonNullable<(typeof endpointRoutes.create)['body']>>;

export interface EndpointsService {
  get(id: string): Promise<EndpointAnswer>;
  create(principal: Principal, given: NewEndpoint): Promise<EndpointAnswer>;
  update(principal: Principal, id: string, patch: EndpointPatch): Promise<EndpointAnswer>;
  pair(principal: Principal, id: string): Promise<PairingAnswer>;
  revoke(principal: Principal, id: string): Promise<EndpointAnswer>;
  silence(principal: Principal, id: string): Promise<EndpointAnswer>;
  quarantine(principal: Principal, id: string, isQuarantined: boolean): Promise<EndpointAnswer>;
  move(
    principal: Principal,
    id: string,
    given: EndpointMove & { isDryRun: boolean },
  ): Promise<EndpointAnswer & { effects: Effects }>;
  /** @throws AppError `endpoint_not_found`, `not_allowed` */
  require(principal: Principal, action: Action, id: string): Promise<EndpointRow>;
}

export interface EndpointsDeps extends LockOutDeps, Pick<UpdateEndpointDeps, 'pushAgain'> {
  access: Access;
  territory: TerritoryService;
  timetable: TimetableChanges;
  /** Says which addresses may be pushed to. */
  isAllowedAddress: AddressGuard;
  keys: ServerKeys;
  quarantine: Quarantine;
}

interface PairingAnswer {
  code: string;
  expiresAt: number;
  fingerprint: string;
}

export function createEndpointsService(deps: EndpointsDeps): EndpointsService {
  const { db, access } = deps;
  const service: EndpointsService = {
    get: (id) => describe(deps, id),
    create: async (principal, given) => {
      const id = await create(deps, principal, given);
      await deps.timetable.changed({ stationIds: [given.stationId] });
      return describe(deps, id);
    },
    update: async (principal, id, patch) => {
      const endpoint = await service.require(principal, 'endpoint.pair', id);
      await updateEndpoint(deps, principal, endpoint, patch);
      const isRenamed = patch.name !== undefined && patch.name !== endpoint.name;
      // It shows its name on its own page.
      if (isRenamed) await deps.timetable.changed({ stationIds: [endpoint.stationId] });
      return describe(deps, id);
    },
    pair: async (principal, id) => {
      const endpoint = await service.require(principal, 'endpoint.pair', id);
      if (endpoint.kind !== 'agent')
        throw new AppError('endpoint_kind_wrong', 'only an agent is paired by a code');
      return makeCode(deps, principal, endpoint);
    },
    revoke: async (principal, id) => {
      const endpoint = await service.require(principal, 'endpoint.pair', id);
      await lockOut(deps, principal, endpoint);
      return describe(deps, id);
    },
    silence: async (principal, id) => {
      const endpoint = await service.require(principal, 'endpoint.pair', id);
      await silence(deps, principal, endpoint);
      return describe(deps, id);
    },
    quarantine: async (principal, id, isQuarantined) => {
      const endpoint = await service.require(principal, 'endpoint.pair', id);
      await setQuarantine(deps, principal, endpoint, isQuarantined);
      return describe(deps, id);
    },
    move: async (principal, id, given) => {
      const endpoint = await service.require(principal, 'endpoint.pair', id);
      const effects = await moveEndpoint(deps, principal, endpoint, given);
      return { ...(await describe(deps, id)), effects };
    },
    require: async (principal, action, id) => {
      const endpoint = await findEndpointRow(db, id);
      if (!endpoint) throw new AppError('endpoint_not_found', `there is no endpoint ${id}`);
      await access.require(principal, action, endpoint.areaId);
      return endpoint;
    },
  };
  return service;
}

async function create(
  deps: EndpointsDeps,
  principal: Principal,
  given: NewEndpoint,
): Promise<string> {
  const { db, access, territory, clock } = deps;
  const station = await requireStation(db, given.stationId);
  const today = territory.today();
  if (station.validTo !== null && station.validTo < today)
    throw new AppError('station_not_there', `the station ended on ${station.validTo}`);
  const areaId = given.areaId ?? station.areaId;
  const areas = await access.areas();
  if (!areas.has(areaId) || !isInArea(areas, areaId, station.areaId))
    throw new AppError('area_not_found', 'there is no such area beneath the station');
  await access.require(principal, 'endpoint.pair', areaId);
  const { kind, name, pushUrl } = given;
  if ((kind === 'receiver') !== (pushUrl !== undefined))
    throw new AppError('endpoint_kind_wrong', 'a receiver has an address, an agent has none');
  if (pushUrl !== undefined) await checkPushUrl(pushUrl, deps.isAllowedAddress);
  const id = newId(clock);
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('endpoint')
      .values({
        id,
        station_id: station.id,
        area_id: areaId,
        name,
        kind: kind === 'person' ? 'agent' : kind,
        declares: kind === 'person' ? 1 : 0,
        push_url: pushUrl ?? null,
        secret_sha256: null,
        created_at: clock.now(),
        paired_at: null,
        revoked_at: null,
        silencing_until: null,
        silenced_at: null,
        quarantined_at: null,
      })
      .execute();
    await foreseePlaces(trx, id, today);
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'endpoint.create',
      subject: id,
      areaId,
      detail: { name, kind },
    });
  });
  return id;
}

async function makeCode(
  { db, keys, clock }: EndpointsDeps,
  principal: Principal,
  { id, areaId }: EndpointRow,
): Promise<PairingAnswer> {
  const code = newPairingCode();
  const expiresAt = clock.now() + pairingCodeLifeMs;
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('pairing_code')
      .where('endpoint_id', '=', id)
      .where('used_at', 'is', null)
      .execute();
    await trx
      .insertInto('pairing_code')
      .values({
        code_sha256: sha256(code),
        endpoint_id: id,
        expires_at: expiresAt,
        used_at: null,
        secret_sha256: null,
      })
      .execute();
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'endpoint.pair',
      subject: id,
      areaId,
      detail: {},
    });
  });
  const fingerprint = fingerprintOf(Buffer.from(keys.object().sha256, 'base64url'));
  return { code, expiresAt, fingerprint };
}

async function describe({ db, clock }: EndpointsDeps, id: string): Promise<EndpointAnswer> {
  const row = await findEndpointRow(db, id);
  const [answer] = await describeEndpoints(db, row ? [row] : [], clock.now());
  if (!answer) throw new AppError('endpoint_not_found', `there is no endpoint ${id}`);
  return answer;
}
