// Which room may import what. test/architecture/boundaries.test.ts proves that every rule here can fail.

const ROOMS = '^(bin|queue|rules|workers|dashboard)/';

/** Paths under `node_modules` that belong to one of these packages. */
const packages = (...names) => `^node_modules/(${names.join('|')})/`;

const rooms = [
  {
    name: 'rules-import-no-room',
    comment:
      'Rules are pure: text in, explained assessment out. An engine that knows no storage can be audited alone.',
    from: { path: '^rules/' },
    to: { path: '^(queue|workers|dashboard|bin)/' },
  },
  {
    name: 'queue-imports-no-room',
    comment:
      'The queue is what processes must agree on; were it to know one of them, the others would depend on it.',
    from: { path: '^queue/', pathNot: '^queue/bin/' },
    to: { path: '^(rules|workers|dashboard|bin)/' },
  },
  {
    name: 'workers-never-import-dashboard',
    comment: 'Workers and dashboard are separate processes in production and meet in the records only.',
    from: { path: '^workers/', pathNot: '^workers/bin/' },
    to: { path: '^dashboard/' },
  },
  {
    name: 'dashboard-never-imports-workers',
    comment: 'Workers and dashboard are separate processes in production and meet in the records only.',
    from: { path: '^dashboard/', pathNot: '^dashboard/bin/' },
    to: { path: '^workers/' },
  },
  {
    name: 'nothing-imports-bin',
    comment:
      'An entry point reads the environment and the arguments; code that others need belongs in a room.',
    from: { path: '^', pathNot: '^(bin|test)/|^[^/]+/bin/' },
    to: { path: '^bin/|^[^/]+/bin/', pathNot: '^node_modules/' },
  },
  {
    name: 'nothing-imports-test',
    comment: 'Tests may import anything. What ships never depends on them.',
    from: { path: ROOMS },
    to: { path: '^test/' },
  },
];

const doors = [
  {
    name: 'rules-through-their-door',
    comment:
      'What other rooms use of the rules is what rules/index.ts promises, and rules/scoring.ts of it to what only scores; the ' +
      'rest is free to change.',
    from: { path: '^(bin|queue|workers|dashboard)/' },
    to: { path: '^rules/', pathNot: '^rules/(index|scoring)\\.ts$' },
  },
  {
    name: 'queue-through-its-doors',
    comment:
      'Each folder of the queue has one index.ts. The runtime has none: its files are small and independent. The ' +
      "desk's ports are types and errors that a browser bundle can take without the storage behind it.",
    from: { path: '^(bin|workers|dashboard)/' },
    to: {
      path: '^queue/',
      pathNot: '^queue/[^/]+/index\\.ts$|^queue/runtime/|^queue/review/((case|question)-)?port\\.ts$',
    },
  },
  {
    name: 'web-stays-in-the-browser',
    comment: 'The pages are a bundle of their own; the server hands out the files and never imports them.',
    from: { path: ROOMS, pathNot: '^dashboard/web/' },
    to: { path: '^dashboard/web/' },
  },
  {
    name: 'web-imports-shapes-only',
    comment:
      'What the pages import goes to the browser: words of the records, shapes of the desk and of the wire, how figures are typed; ' +
      'no server code.',
    from: { path: '^dashboard/web/' },
    to: {
      path: '^(bin|rules|queue|workers|dashboard)/',
      pathNot:
        '^dashboard/(web/|(wire(-casework|-oversight|-headers|-try)?|page-addresses|latin-digits)\\.ts$)|^queue/contracts/index\\.ts$|^queue/review/port\\.ts$',
    },
  },
];

const fences = [
  {
    name: 'queue-store-behind-transport',
    comment:
      'One job API over both stores: whoever talks to BullMQ or Redis directly works on one of them only.',
    from: { path: '^', pathNot: '^(queue/transport|test|node_modules)/' },
    to: { path: packages('bullmq', 'ioredis') },
  },
  {
    name: 'database-drivers-behind-storage',
    comment:
      'One code path for PGlite and PostgreSQL: only the pool in queue/storage knows which one answers.',
    from: { path: '^', pathNot: '^(queue/storage|test|node_modules)/' },
    to: { path: packages('pg', '@electric-sql/pglite') },
  },
  {
    name: 'queries-inside-the-queue',
    comment:
      'Statements live in storage and beside the state they change: the review machine, the log, the relay. Others ' +
      'call functions of these, so that no state changes without its entry in the log.',
    from: { path: '^', pathNot: '^queue/(storage|review|log|transport)/|^(test|node_modules)/' },
    to: { path: packages('kysely'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'handles-only-where-passed-on',
    comment:
      'Workers and commands may name the type of the handle they pass on; the other rooms have no use for it.',
    from: { path: '^(rules|dashboard|queue/(contracts|jobs|vault|runtime))/' },
    to: { path: packages('kysely') },
  },
  {
    name: 'browser-behind-fetch',
    comment: 'Every page load passes the address guard and robots rules of workers/fetch.',
    from: { path: '^', pathNot: '^(workers/fetch|test|node_modules)/' },
    to: { path: packages('playwright(-core)?', '@sparticuz/chromium') },
  },
  {
    name: 'natural-in-rules-only',
    comment: 'A language library has its place where text is read.',
    from: { path: '^', pathNot: '^(rules|test|node_modules)/' },
    to: { path: packages('natural') },
  },
  {
    name: 'natural-by-subpath',
    comment:
      'The main entry takes 1.25 s and 162 MB, loads database drivers, and reads .env with a banner on standard ' +
      'output. natural/lib/natural/tokenizers alone takes 18 ms.',
    from: { path: '^', pathNot: '^node_modules/' },
    to: { path: '^node_modules/natural/lib/natural/index\\.js$' },
  },
];

const hygiene = [
  {
    name: 'engine-has-no-effects',
    comment:
      'Apart from loading packs and signing releases of them, the engine reads no files, opens no sockets and starts nothing.',
    from: { path: '^rules/', pathNot: '^rules/(load/|release/|packs-dir\\.ts$)' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-circular',
    comment: 'In a circle, what a module sees depends on who was loaded first.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that nothing imports and that imports nothing is dead, or its use is hidden.',
    from: { orphan: true, path: ROOMS },
    to: {},
  },
  {
    name: 'no-dev-packages-in-shipped-code',
    comment: 'An image installs no development packages.',
    from: { path: ROOMS, pathNot: '^dashboard/web/vite\\.config\\.ts$' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-undeclared-packages',
    comment: 'A package that comes only with another one disappears with that one.',
    from: { path: `${ROOMS}|^test/` },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-unresolvable',
    comment: 'An import that leads nowhere fails at run time, perhaps only on the path that nobody tried.',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: [...rooms, ...doors, ...fences, ...hygiene].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: '^node_modules/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Imports of types count: a type is knowledge too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
