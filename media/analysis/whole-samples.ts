/**
 * Makes a taker of chunks that end anywhere into one of bytes that hold whole samples and begin where
 * a typed array may begin. What is left at the end is no whole sample.
 */
export function wholeSamples(
  bytesPerSample: number,
  take: (bytes: Uint8Array) => void,
): (chunk: Uint8Array) => void {
  let left = new Uint8Array(0);
  return (chunk) => {
    let bytes = chunk;
    if (left.length > 0 || chunk.byteOffset % bytesPerSample !== 0) {
      bytes = new Uint8Array(left.length + chunk.length);
      bytes.set(left);
      bytes.set(chunk, left.length);
    }
    const whole = bytes.length - (bytes.length % bytesPerSample);
    left = bytes.slice(whole);
    take(bytes.subarray(0, whole));
  };
}
