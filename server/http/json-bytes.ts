/** An answer that is spelt already, and perhaps packed: long ones are put together in another thread. */
export class JsonBytes {
  readonly bytes: Uint8Array;
  /** The same by gzip; `null` where that is not worth it, or not done yet. */
  readonly packed: Uint8Array | null;

  constructor(bytes: Uint8Array, packed: Uint8Array | null = null) {
    this.bytes = bytes;
    this.packed = packed;
  }
}
