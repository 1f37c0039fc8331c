/** The borders of the house, as data. `src/core/<domain>` may import the doors of the domains listed, and of all that they may. */
const mayImport = {
  contract: [],
  json: [],
  telemetry: [],
  diagnostics: ['contract', 'json'],
  source: ['diagnostics'],
  git: ['source'],
  database: ['diagnostics'],
  schema: ['diagnostics'],
  expression: ['schema'],
  openapi: ['source', 'schema'],
  manifest: ['openapi'],
  workflow: ['manifest', 'expression'],
  workspace: ['manifest', 'git', 'database'],
  remote: ['workspace'],
  compiler: ['remote', 'workflow'],
  changes: ['compiler'],
  generate: ['compiler'],
  graph: ['compiler', 'telemetry'],
  guard: ['graph', 'changes'],
  executors: ['workflow'],
  orchestrator: ['executors', 'database'],
}

/** Effects have an address: who may touch what. */
const effects = [
  { name: 'files', modules: '^(node:)?fs(/promises)?$', only: '^src/core/(source|database)/|^src/cli/|^bin/' },
  { name: 'sqlite', modules: '^better-sqlite3$|node_modules/better-sqlite3', only: '^src/core/database/' },
  {
    name: 'postgres',
    modules: '^pg$|node_modules/(pg|@dbos-inc)/',
    only: '^src/core/orchestrator/dbos/',
  },
  {
    name: 'processes',
    modules: '^(node:)?child_process$|node_modules/execa',
    only: '^src/core/(executors|git)/|^src/cli/',
  },
  { name: 'threads', modules: '^(node:)?worker_threads$', only: '^src/cli/' },
  { name: 'network', modules: '^(node:)?(http|https|net|tls|dgram|dns)$', only: '^src/core/remote/' },
  { name: 'terminal', modules: 'node_modules/(ink|react|@oclif)/', only: '^src/(cli|commands)/' },
]

const reachable = (domain, seen = new Set()) => {
  for (const next of mayImport[domain]) if (!seen.has(next)) reachable(next, seen.add(next))
  return [...seen]
}

const borders = Object.keys(mayImport).map((domain) => ({
  name: `domain-${domain}`,
  comment: `core/${domain} may import only ${reachable(domain).join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^src/core/${domain}/` },
  to: {
    path: '^src/core/',
    pathNot: [`^src/core/${domain}/`, ...reachable(domain).map((other) => `^src/core/${other}/index\\.ts$`)],
  },
}))

module.exports = {
  forbidden: [
    ...borders,
    ...effects.map(({ name, modules, only }) => ({
      name: `effect-${name}`,
      comment: `Only ${only} may touch ${name}.`,
      severity: 'error',
      from: { path: '^src/', pathNot: only },
      to: { path: modules },
    })),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'known-domain',
      comment: 'Every domain stands in the table.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: `^src/core/(${Object.keys(mayImport).join('|')})/` },
      to: {},
    },
    { name: 'core-is-pure', severity: 'error', from: { path: '^src/core/' }, to: { path: '^src/(cli|commands)/' } },
    {
      name: 'cli-knows-words-only',
      comment:
        'Commands compose; src/cli prints. Opening the runs of a workspace is the same for a dozen commands, so it is there. What is shown live is plain data, whose type it may know.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: '^src/cli/runs-command\\.ts$' },
      to: {
        path: '^src/core/',
        pathNot: '^src/core/(diagnostics|contract|json)/index\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'one-door',
      comment: 'A domain is entered through its index.',
      severity: 'error',
      from: { path: '^src/(cli|commands)/' },
      to: { path: '^src/core/', pathNot: '^src/core/[^/]+/index\\.ts$' },
    },
    { name: 'commands-alone', severity: 'error', from: { path: '^src/commands/' }, to: { path: '^src/commands/' } },
    {
      name: 'view-alone',
      comment: 'The page runs in a browser. All that it shares with the program is the form of its data.',
      severity: 'error',
      from: { path: '^src/view/' },
      to: { path: '^src/', pathNot: '^src/view/|^src/core/graph/view/view-data\\.ts$' },
    },
    {
      name: 'view-model-draws-nothing',
      comment: 'What is seen is worked out without a browser; only canvas and ui know one.',
      severity: 'error',
      from: { path: '^src/view/model/' },
      to: { path: '^src/view/(canvas|ui)/|node_modules/sigma/' },
    },
    {
      name: 'no-view-in-program',
      comment: 'The page is a file to the program.',
      severity: 'error',
      from: { path: '^src/(core|cli|commands)/' },
      to: { path: '^src/view/' },
    },
    { name: 'no-tests-in-source', severity: 'error', from: { path: '^(src|bin)/' }, to: { path: '^test/' } },
    {
      name: 'resolvable',
      comment: 'What the executable loads is built; it need not be there yet.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\.\\./dist/' },
    },
    {
      name: 'declared',
      comment: 'What is shipped uses only what is declared. The page holds what it uses.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/view/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts', '.json'],
    },
  },
}
