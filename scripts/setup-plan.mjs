/**
 * What set-up decides, apart from what it does: no disk, no processes.
 *
 * @typedef {'modules' | 'run' | 'test' | 'bench'} Feature `modules`: npm packages; `run`: also what Loa
 *   needs to run; `test`: also what its tests need; `bench`: not that, but the peers that it is measured
 *   against, the players that it must serve and what draws bad lines.
 * @typedef {object} Found
 * @property {(command: string) => boolean} hasCommand whether the program is on the PATH
 * @property {boolean} hasRedisUrl a Redis server is given from outside
 * @property {'right' | 'stale' | 'unbuilt'} modules the state of node_modules; `unbuilt`: all is
 *   there, but SQLite's binding does not load
 * @typedef {object} Rights
 * @property {boolean} isRoot
 * @property {boolean} hasSudo sudo works without asking
 * @property {boolean} hasApt
 */

/** @type {readonly Feature[]} */
export const FEATURES = ['modules', 'run', 'test', 'bench'];

export const LEAST_NODE = { major: 20, minor: 19 };

const RUN_PACKAGES = [
  { name: 'ffmpeg', commands: ['ffmpeg', 'ffprobe'] },
  { name: 'redis-server', commands: ['redis-server'] },
  { name: 'espeak-ng', commands: ['espeak-ng'] },
  { name: 'util-linux', commands: ['prlimit'] },
];
const TEST_PACKAGES = [
  { name: 'chromium', commands: ['chromium'] },
  { name: 'openssl', commands: ['openssl'] },
  { name: 'alsa-utils', commands: ['aplay'] },
  { name: 'pulseaudio', commands: ['pulseaudio'] },
  { name: 'pulseaudio-utils', commands: ['pacat', 'pactl'] },
];
const BENCH_PACKAGES = [
  { name: 'nginx-light', commands: ['nginx'] },
  { name: 'liquidsoap', commands: ['liquidsoap'] },
  { name: 'mpv', commands: ['mpv'] },
  { name: 'iproute2', commands: ['ip'] },
  { name: 'nftables', commands: ['nft'] },
];
const COMPILER_PACKAGES = [
  { name: 'python3', commands: ['python3'] },
  { name: 'make', commands: ['make'] },
  { name: 'g++', commands: ['g++'] },
];

/**
 * @param {string} version as in `process.versions.node`
 * @returns {boolean} whether Loa runs on it
 */
export function isNodeRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > LEAST_NODE.major || (major === LEAST_NODE.major && minor >= LEAST_NODE.minor);
}

/**
 * @param {Feature} feature
 * @param {Found} found
 * @returns {string[]} the Debian packages to install
 */
export function missingPackages(feature, found) {
  const wanted = [];
  if (found.modules !== 'right') wanted.push(...COMPILER_PACKAGES);
  if (feature !== 'modules') wanted.push(...RUN_PACKAGES);
  if (feature === 'test') wanted.push(...TEST_PACKAGES);
  if (feature === 'bench') wanted.push(...BENCH_PACKAGES);
  return wanted
    .filter(({ commands }) => !commands.every(found.hasCommand))
    .map(({ name }) => name)
    .filter((name) => !(name === 'redis-server' && feature === 'run' && found.hasRedisUrl));
}

/**
 * @param {readonly string[]} packages at least one
 * @param {Rights} rights
 * @returns {{ kind: 'install', commands: string[][] } | { kind: 'refuse', sentence: string }}
 */
export function planInstall(packages, { isRoot, hasSudo, hasApt }) {
  const names = packages.join(' ');
  if (!hasApt) {
    return {
      kind: 'refuse',
      sentence: `Loa needs ${packages.join(', ')}, and this system has no apt-get to install it with: install it with your system's own package manager, then try again.`,
    };
  }
  if (!isRoot && !hasSudo) {
    return {
      kind: 'refuse',
      sentence: `Loa needs ${packages.join(', ')}, and you have no right to install here: run "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}" (or have it run for you), then try again.`,
    };
  }
  const prefix = isRoot ? ['env'] : ['sudo', '-n', 'env'];
  const apt = [
    ...prefix,
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-qq',
    '-o',
    'DPkg::Lock::Timeout=300',
  ];
  return {
    kind: 'install',
    commands: [
      [...apt, 'update'],
      [...apt, 'install', '-y', '--no-install-recommends', ...packages],
    ],
  };
}

/**
 * Whether node_modules holds what the lock file says.
 *
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockEntry
 * @param {Record<string, LockEntry>} locked `packages` of package-lock.json
 * @param {Record<string, LockEntry>} installed `packages` of node_modules/.package-lock.json
 * @returns {boolean}
 */
export function isInstalledAsLocked(locked, installed) {
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '') continue;
    const own = installed[path];
    // Optional packages for another platform are locked, but never installed here.
    if (own === undefined ? entry.optional !== true : own.version !== entry.version) return false;
  }
  return Object.keys(installed).every((path) => path in locked);
}
