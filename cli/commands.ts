import { stationUsage } from '../station/usage.ts';

/** One word after `loa`. */
export interface Command {
  summary: string;
  /** What `--help` prints, without the first line. */
  usage: string;
  /** Loads what it needs only now, so that `loa --help` is quick. */
  run: (argv: string[], env: NodeJS.ProcessEnv) => Promise<void>;
}

export const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: 'run Loa: Redis, server and worker, each started again when it ends',
    usage: `loa start

Keeps its data in LOA_DATA (./data), serves the console on LOA_PORT (8080) and uses the Redis of
REDIS_URL or one of its own. The first start prints a one-time link to make the administrator.`,
    run: async (argv, env) => (await import('./supervisor/main.ts')).main(argv, env),
  },
  demo: {
    summary: 'show Loa at work: a demo district whose loudspeakers play into sound files',
    usage: `loa demo [--once] [--json] [--audio FILE]... [--port N]

  --once         end after the first broadcast; exit code 0 only if all was as due
  --json         print one JSON object last
  --audio FILE   broadcast this file too; may be given several times
  --port N       of the console; a free one if neither this nor LOA_PORT says

Uses a new temporary folder that is removed at the end, or LOA_DATA, which must be empty and stays.`,
    run: async (argv, env) => (await import('./demo/main.ts')).main(argv, env),
  },
  station: {
    summary: 'run the agent of one loudspeaker cluster',
    usage: stationUsage,
    run: async (argv, env) => (await import('../station/main.ts')).main(argv, env),
  },
  verify: {
    summary: "hold an agent's data folder against the signatures and hashes that it was given",
    usage: `loa verify FOLDER

FOLDER is what the agent was started with as --data. Nothing is changed; the agent may run meanwhile.
Exit code 0: everything that is there is what was signed; 1: something is not.`,
    run: async (argv, env) => (await import('../station/main.ts')).main(['verify', ...argv], env),
  },
  bundle: {
    summary: 'fetch what goes to places without a network, and take in what comes back from there',
    usage: `loa bundle get --server URL (--station ID | --area ID) --to DIR
loa bundle take --server URL FILE...

get writes one file into DIR, a USB stick: agents started with --usb take it from there and write
loa-plays-….json beside it. take hands those files to the server. The key of a person who may pair
loudspeakers there stands in LOA_TOKEN or LOA_TOKEN_FILE.`,
    run: async (argv, env) => (await import('./bundle/main.ts')).main(argv, env),
  },
  sample: {
    summary: 'load a district of sample data into a Loa that runs, or remove it whole',
    usage: `loa sample load|show|remove --server URL [--with-own]

  --with-own   remove also what people have made inside the sample data; show lists it

It stands beside the real data, in an area of its own. The key of an administrator stands in LOA_TOKEN or
LOA_TOKEN_FILE.`,
    run: async (argv, env) => (await import('./sample/main.ts')).main(argv, env),
  },
  fleet: {
    summary: 'simulate thousands of loudspeakers in all weathers, by the real protocol',
    usage: `loa fleet --server URL --data DIR [--codes FILE] [--endpoints N]

Simulated loudspeakers in one process, by the real protocol; nothing sounds. At the end, or after --seconds, it
prints what they met as one JSON object; exit code 1 where something was wrong that weather does not explain.

  --server URL        of Loa
  --data DIR          where it keeps who they are
  --codes FILE        pairing codes for new ones, one on each line
  --endpoints N       at most so many of them
  --seconds N         how long; without it until Ctrl-C
  --seed N            the same seed is the same weather
  --loss SHARE        of requests and answers that are lost, 0 to 1
  --cuts N            power cuts of each in an hour
  --cut-seconds N     how long the power is away at most (60)
  --drift PPM         how fast clocks run away at most
  --nat-idle SECONDS  after which a carrier forgets a silent connection
  --kbit N            of each line; with --media
  --media             each fetches its playlists and files itself
  --no-events         none holds an event stream open
  --poll-seconds N    how often each asks (60)
  --boot-seconds N    they come up within so long (30)`,
    run: async (argv, env) => (await import('../station/main.ts')).main(['fleet', ...argv], env),
  },
  keys: {
    summary: 'show, add, take away and replace the keys that sign for this Loa',
    usage: `loa keys list
loa keys init
loa keys add [--after DATE]
loa keys remove KEY [--recovery-file FILE]
loa keys replace [--recovery-file FILE]

init prints the recovery key, which is not kept; it makes another as long as no endpoint is paired.
add announces a new signing key, which signs after 16 days, or from a later DATE on.
remove takes one key away, replace puts a new one in place of all: both read the recovery key from FILE
or from standard input. A running server follows within seconds.`,
    run: async (argv, env) => (await import('../server/main.ts')).main(['keys', ...argv], env),
  },
  user: {
    summary: 'add a person or set a password, on the machine where Loa runs',
    usage: `loa user add LOGIN --name NAME --role ROLE [--area CODE]
loa user password LOGIN

Prints the new password once. ROLE is author, approver, operator or administrator; without --area it
holds in the whole tree.`,
    run: async (argv, env) => (await import('../server/main.ts')).main(['user', ...argv], env),
  },
  server: {
    summary: 'run the server alone, for a Redis and workers that are elsewhere',
    usage: `loa server

Everything is in the environment; REDIS_URL says where Redis is.`,
    run: async (argv, env) => (await import('../server/main.ts')).main(argv, env),
  },
  worker: {
    summary: 'run one worker alone',
    usage: `loa worker

Everything is in the environment; REDIS_URL says where Redis is.`,
    run: async (argv, env) => (await import('../worker/main.ts')).main(argv, env),
  },
};
