/** What a line does to what goes over it. */
export interface LineWeather {
  /** Of 100 packets, each way. */
  lossPercent: number;
  /** Seconds after which the carrier forgets a connection on which nothing moved, and drops what comes of it. */
  idleSeconds: number;
}

/**
 * A line from the server by a carrier to the field: two network namespaces, the carrier's with address translation.
 * Everything of it is gone with its two namespaces.
 */
export interface LinePlan {
  /** The namespace of the endpoints. */
  field: string;
  carrier: string;
  /** Where endpoints find this machine. */
  serverAddress: string;
  /** Commands that draw it. */
  draw: string[][];
  /** For `nft -f -` in the carrier's namespace. */
  rules: string;
}

const namePrefix = 'loa-lines';
/** Linux's own; long enough to forget nothing. */
export const neverSeconds = 432_000;

/** @param owner the process whose line it is; from 0 to 4,194,304 @param index which of its lines, from 0 to 31 */
export function planLine(owner: number, index: number, weather: LineWeather): LinePlan {
  const field = `${namePrefix}-${owner}-${index}-field`;
  const carrier = `${namePrefix}-${owner}-${index}-carrier`;
  // At most 15 characters.
  const outside = `loa${index}x${owner}`;
  // A network for measurements of lines (RFC 2544): nobody has it.
  const address = (last: number) => `198.18.${owner % 256}.${index * 8 + last}`;
  const inCarrier = ['ip', '-n', carrier];
  const inField = ['ip', '-n', field];
  // One packet at a time, or a loss would take dozens with it.
  const up = ['up', 'gso_max_segs', '1'];
  const draw = [
    ['ip', 'netns', 'add', carrier],
    ['ip', 'netns', 'add', field],
    ['ip', 'link', 'add', outside, 'type', 'veth', 'peer', 'name', 'out', 'netns', carrier],
    [...inCarrier, 'link', 'add', 'in', 'type', 'veth', 'peer', 'name', 'line', 'netns', field],
    ['ip', 'address', 'add', `${address(1)}/30`, 'dev', outside],
    [...inCarrier, 'address', 'add', `${address(2)}/30`, 'dev', 'out'],
    [...inCarrier, 'address', 'add', `${address(5)}/30`, 'dev', 'in'],
    [...inField, 'address', 'add', `${address(6)}/30`, 'dev', 'line'],
    ['ip', 'link', 'set', outside, ...up],
    ...['out', 'in'].map((name) => [...inCarrier, 'link', 'set', name, ...up]),
    [...inField, 'link', 'set', 'line', ...up],
    [...inField, 'link', 'set', 'lo', 'up'],
    [...inField, 'route', 'add', 'default', 'via', address(5)],
    ...settings(weather).map(([path, value]) => [
      ...['ip', 'netns', 'exec', carrier, 'sh', '-c', `echo ${value} > /proc/sys/net/${path}`],
    ]),
  ];
  return { field, carrier, serverAddress: address(1), draw, rules: rulesOf(weather) };
}

function settings({ idleSeconds }: LineWeather): [string, number][] {
  return [
    ['ipv4/ip_forward', 1],
    ['netfilter/nf_conntrack_tcp_timeout_established', idleSeconds],
    // What it does not know is not taken up again in the middle.
    ['netfilter/nf_conntrack_tcp_loose', 0],
    // What is lost behind it makes gaps that are no attack.
    ['netfilter/nf_conntrack_tcp_be_liberal', 1],
  ];
}

/** Nothing is refused: what is lost or forgotten is gone in silence, as in the field. */
function rulesOf({ lossPercent }: LineWeather): string {
  const lose = (way: string, counter: string) =>
    lossPercent > 0
      ? `iifname "${way}" numgen random mod 100 < ${lossPercent} counter name ${counter} drop`
      : '';
  return `table ip line {
  counter forgotten {}
  counter lost_up {}
  counter lost_down {}
  counter carried_up {}
  counter carried_down {}
  chain translate {
    type nat hook postrouting priority srcnat
    oifname "out" masquerade
  }
  chain carry {
    type filter hook forward priority filter
    ct state invalid counter name forgotten drop
    ${lose('in', 'lost_up')}
    ${lose('out', 'lost_down')}
    iifname "in" counter name carried_up
    iifname "out" counter name carried_down
  }
  chain stray {
    type filter hook input priority filter
    iifname "out" counter name forgotten drop
  }
}
`;
}

/** What the carrier has counted, in packets. */
export interface LineCounts {
  lostUp: number;
  lostDown: number;
  carriedUp: number;
  carriedDown: number;
  /** Of connections that it had forgotten. */
  forgotten: number;
}

/** Reads what `nft list counters` prints. */
export function readCounts(text: string): LineCounts {
  const count = (name: string) =>
    Number(new RegExp(`counter ${name} \\{\\s*packets (\\d+)`).exec(text)?.[1] ?? NaN);
  return {
    lostUp: count('lost_up'),
    lostDown: count('lost_down'),
    carriedUp: count('carried_up'),
    carriedDown: count('carried_down'),
    forgotten: count('forgotten'),
  };
}

/** Of the names of namespaces, those of lines, each with the process that drew it. */
export function linesAmong(names: readonly string[]): { name: string; owner: number }[] {
  return names.flatMap((name) => {
    const owner = new RegExp(`^${namePrefix}-(\\d+)-\\d+-(?:field|carrier)$`).exec(name)?.[1];
    return owner === undefined ? [] : [{ name, owner: Number(owner) }];
  });
}
