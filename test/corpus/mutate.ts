type Random = (limit: number) => number;

const marks = [0x00, 0x7f, 0x80, 0xff];
const headBytes = 256;
const longestRun = 64;

/** Ways in which bytes go wrong. */
const mutations: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  flips: (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let left = 1 + random(40); left > 0; left -= 1) {
      const at = random(changed.length);
      changed.writeUInt8((changed[at] ?? 0) ^ (1 << random(8)), at);
    }
    return changed;
  },
  cut: (bytes, random) => bytes.subarray(0, random(bytes.length)),
  beheaded: (bytes, random) => bytes.subarray(random(Math.min(bytes.length, 4_096))),
  hole: (bytes, random) => {
    const from = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + random(4_096))]);
  },
  inserted: (bytes, random) => {
    const at = random(bytes.length);
    const more = Buffer.from(Array.from({ length: 1 + random(2_000) }, () => random(256)));
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  },
  repeated: (bytes, random) => {
    const from = random(bytes.length);
    const part = bytes.subarray(from, from + random(8_192));
    return Buffer.concat([bytes.subarray(0, from), part, part, bytes.subarray(from)]);
  },
  swapped: (bytes, random) => {
    const [a, b] = [random(bytes.length), random(bytes.length)].toSorted((x, y) => x - y);
    const [from, middle] = [a ?? 0, b ?? 0];
    const run = Math.min(1 + random(2_000), middle - from, bytes.length - middle);
    return Buffer.concat([
      bytes.subarray(0, from),
      bytes.subarray(middle, middle + run),
      bytes.subarray(from + run, middle),
      bytes.subarray(from, from + run),
      bytes.subarray(middle + run),
    ]);
  },
  filled: (bytes, random) => {
    const changed = Buffer.from(bytes);
    const from = random(changed.length);
    const to = Math.min(changed.length, from + random(longestRun));
    return changed.fill(marks[random(marks.length)] ?? 0, from, to);
  },
  // Most fields that say how much, how fast and how many stand at the beginning.
  'lying head': (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let left = 1 + random(6); left > 0; left -= 1) {
      const at = random(Math.min(headBytes, changed.length));
      changed.writeUInt8(marks[random(marks.length)] ?? 0, at);
    }
    return changed;
  },
};

/** One mutation of a file, chosen by chance, and its name. */
export function mutate(bytes: Buffer, random: Random): { how: string; mutant: Buffer } {
  const names = Object.keys(mutations);
  const how = names[random(names.length)] ?? 'flips';
  const mutant = mutations[how]?.(bytes, random) ?? bytes;
  // Half of them suffer a second time.
  if (random(2) === 0 || mutant.length === 0) return { how, mutant };
  const again = names[random(names.length)] ?? 'flips';
  return { how: `${how}, ${again}`, mutant: mutations[again]?.(mutant, random) ?? mutant };
}
