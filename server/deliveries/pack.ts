import { Readable } from 'node:stream';
import type { MediaStore } from '../../media/store.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { playlistsOf, pushBytes, spellPlaylist, type PushOrder } from './push-order.ts';

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
  readPlaylists: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>,
): Promise<PackedParcel[]> {
  const named = parcels.map(({ bytes }) => playlistsOf(bytes));
  const playlists = await readPlaylists(named.flat());
  const spelt = new Map([...playlists].map(([hash, bytes]) => [hash, spellPlaylist(bytes)]));
  const bodies = parcels.map(({ bytes }, index) => {
    const texts = (named[index] ?? []).flatMap((hash) => spelt.get(hash) ?? []);
    return pushBytes(bytes, texts);
  });
  const whole = Buffer.concat(bodies);
  const { sha256: file } = await store.put(Readable.from([whole]), { limitBytes: whole.length });
  let fromByte = 0;
  return parcels.map((parcel, index) => {
    const body = bodies[index] ?? Buffer.alloc(0);
    const { endpointId, url } = parcel;
    const place = { file, fromByte, bytes: body.length };
    fromByte += body.length;
    return { ...parcel, order: { endpointId, url, body: sha256(body), pack: place } };
  });
}
