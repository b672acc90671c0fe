/** A list of numbers that grows as a sound goes by. */
export interface GrowingFloats {
  push(value: number): void;
  /** What was pushed so far. */
  values(): Float32Array;
}

/** Starts an empty list. */
export function growingFloats(): GrowingFloats {
  let room = new Float32Array(4_096);
  let length = 0;
  return {
    push: (value) => {
      if (length === room.length) {
        const larger = new Float32Array(length * 2);
        larger.set(room);
        room = larger;
      }
      room[length] = value;
      length += 1;
    },
    values: () => room.subarray(0, length),
  };
}
