// The import matrix of docs/architecture.md, as rules. Each comment says why.

const OURS = 'core|contract|media|runtime|server|worker|station|cli|web';
const BUILTIN = ['core'];
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg'];

/** A folder may import only the named ones of our folders (and itself). */
function folderRule(folder, allowed, comment) {
  return {
    name: `${folder}-folders`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: `^(${OURS}|test|scripts)/`, pathNot: `^(${[folder, ...allowed].join('|')})/` },
  };
}

/** A library may import only the named npm packages; a process may have its own. */
function packageRule(folder, allowed, comment) {
  return {
    name: `${folder}-packages`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { dependencyTypes: NPM, pathNot: `^node_modules/(@types/)?(${allowed.join('|')})/` },
  };
}

const DATABASE = 'better-sqlite3|kysely';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A knot cannot be read or tested piece by piece, and grows until all is one piece.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dead-modules',
      comment: 'A module that no process and no page reaches is dead, or its caller was forgotten.',
      severity: 'error',
      from: { path: '^((cli|web)/main|server/[^.]+-thread)\\.ts$' },
      to: {
        reachable: false,
        path: `^(${OURS})/`,
        // Threads are started by their address; `temporal.ts` stands in for a library, by the build's settings;
        // a language as a whole is for checks and tests.
        pathNot: [
          '^web/i18n/(vi|en)\\.ts$',
          ...['^(cli|web)/main\\.ts$', '-thread\\.ts$', '^web/temporal\\.ts$'],
          ...['\\.d\\.ts$', '\\.json$'],
        ],
      },
    },
    {
      name: 'no-unresolved',
      comment: 'What cannot be found here will not be found at run time either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-vague-names',
      comment: 'A folder or file named for nothing in the domain collects everything.',
      severity: 'error',
      from: { path: `^(${OURS}|test|scripts)/` },
      to: {
        path: '(^|/)(utils?|helpers?|common|shared|lib|libs|misc)(/|\\.[a-z]+$)|(^|/)types\\.ts$',
        pathNot: '^node_modules/',
      },
    },
    {
      name: 'no-barrels',
      comment: 'An index that re-exports hides who needs what and loads all for one.',
      severity: 'error',
      from: { path: `^(${OURS})/` },
      to: { path: '(^|/)index\\.ts$', pathNot: '^node_modules/' },
    },
    {
      name: 'no-tests-in-products',
      comment: 'What ships must not need what tests it.',
      severity: 'error',
      from: { path: `^(${OURS})/` },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'The server side runs from an installation without development packages.',
      severity: 'error',
      from: { path: '^(core|contract|media|runtime|server|worker|station|cli)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },

    {
      name: 'core-pure',
      comment:
        'The core decides and never acts: without Node it runs in the browser and in tests alike.',
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: BUILTIN },
    },
    folderRule('core', [], 'The core knows the broadcast domain and none of its surroundings.'),
    packageRule(
      'core',
      ['temporal-polyfill', 'temporal-utils', 'temporal-spec'],
      'The core is plain values and functions; only calendar arithmetic is worth a package there.',
    ),

    {
      name: 'contract-portable',
      comment: 'The browser loads the contract too, so it may not lean on Node.',
      severity: 'error',
      from: { path: '^contract/' },
      to: { dependencyTypes: BUILTIN },
    },
    folderRule(
      'contract',
      ['core'],
      'The contract says what crosses a border, not what is done on either side.',
    ),
    packageRule(
      'contract',
      ['zod', 'zod-openapi'],
      'The contract is schemas; whoever reads it should need nothing else.',
    ),

    folderRule(
      'media',
      ['core'],
      'Sound work is the same for server, worker and station, so it knows none of them.',
    ),
    packageRule(
      'media',
      ['fluent-ffmpeg'],
      'Sound work needs ffmpeg and files, never a queue or a database.',
    ),

    folderRule(
      'runtime',
      ['core'],
      'What every process needs must not know any process or resource.',
    ),
    packageRule(
      'runtime',
      ['zod', 'pino', 'bullmq', 'ioredis', DATABASE],
      'The runtime wraps these few packages, so that nobody else has to know their traps.',
    ),

    folderRule(
      'server',
      ['core', 'contract', 'media', 'runtime'],
      'Processes talk over the contract, never by import.',
    ),
    folderRule(
      'worker',
      ['core', 'contract', 'media', 'runtime'],
      'Processes talk over the contract, never by import.',
    ),
    folderRule(
      'station',
      ['core', 'contract', 'media', 'runtime'],
      'Processes talk over the contract, never by import.',
    ),
    {
      name: 'worker-no-database',
      comment:
        'A worker has a payload and an outcome; so workers scale over machines with Redis alone.',
      severity: 'error',
      from: { path: '^worker/' },
      to: { path: `^node_modules/(@types/)?(${DATABASE})/|^runtime/(database|migrate)\\.ts$` },
    },
    {
      name: 'cli-folders',
      comment:
        'The command line starts processes and says how; what they are made of is not its business.',
      severity: 'error',
      from: { path: '^cli/' },
      to: {
        path: `^(${OURS}|test|scripts)/`,
        pathNot:
          '^(cli|contract|runtime|media|core)/|^(server|worker|station)/main\\.ts$|^station/usage\\.ts$',
      },
    },
    {
      name: 'cli-lazy-processes',
      comment:
        'A process is loaded only when its command runs, so that `loa --help` is quick and an agent never loads the server.',
      severity: 'error',
      from: { path: '^cli/' },
      to: {
        path: '^(server|worker|station)/main\\.ts$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    folderRule('web', ['core', 'contract'], 'The console is one client of the API among others.'),
    {
      name: 'web-layers',
      comment:
        'Pages use features, features use ui; a part that knows its page cannot be used elsewhere.',
      severity: 'error',
      from: { path: '^web/ui/' },
      to: { path: '^web/(features|pages)/' },
    },
    {
      name: 'web-features-below-pages',
      comment:
        'Pages use features, features use ui; a feature that knows its page cannot be used elsewhere.',
      severity: 'error',
      from: { path: '^web/features/' },
      to: { path: '^web/pages/' },
    },
    {
      name: 'web-portable',
      comment: 'The console runs in a browser.',
      severity: 'error',
      from: { path: '^web/' },
      to: { dependencyTypes: BUILTIN },
    },
    {
      name: 'one-door-to-ffmpeg',
      comment: 'fluent-ffmpeg is unmaintained: one adapter knows its traps and can be replaced.',
      severity: 'error',
      from: { pathNot: '^media/run\\.ts$' },
      to: { path: '^node_modules/(@types/)?fluent-ffmpeg/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.vue', '.mjs', '.js', '.cjs', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
