import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

/** From so many bytes on, a phone's data is worth the work; what holds a secret of its reader is shorter. */
const packedFromBytes = 4096;
/** The quickest: names and ids come again and again, and pack well by any level. */
const level = 1;
const gzipAside = promisify(gzip);

export const isWorthPacking = ({ length }: Uint8Array) => length >= packedFromBytes;

/** In Node's pool of threads, beside whatever else goes on. */
export const pack = (bytes: Uint8Array) => gzipAside(bytes, { level });

/** In the calling thread: for one that gives way to all others, as those of Node's pool do not. */
export const packHere = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes, { level }));
