import { Readable } from 'node:stream';
import type { MediaStore } from '../../media/store.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { pushBytes, type PushOrder } from './push-order.ts';

/** A receiver's head that is to be pushed. */
export interface Parcel {
  endpointId: string;
  url: string;
  sequence: number;
  bytes: Buffer;
}

/** As {@link Parcel}, once what is to be sent stands in the media store. */
export interface PackedParcel extends Parcel {
  order: PushOrder;
}

/** Puts the bodies of many pushes into one file: to make a file last takes longer than to push it. */
export async function pack(
  store: MediaStore,
  parcels: readonly Parcel[],
  playlists: ReadonlyMap<string, Buffer>,
): Promise<PackedParcel[]> {
  const bodies = parcels.map(({ bytes }) => pushBytes(bytes, playlists));
  const limitBytes = bodies.reduce((sum, { length }) => sum + length, 0);
  const { sha256: file } = await store.put(Readable.from(bodies), { limitBytes });
  let fromByte = 0;
  return parcels.map((parcel, index) => {
    const body = bodies[index] ?? Buffer.alloc(0);
    const { endpointId, url } = parcel;
    const place = { file, fromByte, bytes: body.length };
    fromByte += body.length;
    return { ...parcel, order: { endpointId, url, body: sha256(body), pack: place } };
  });
}
