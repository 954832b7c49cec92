/** The rules of the house. Each one fails the build; none of them warns. */
const GROUND = '^domain/(kernel|jurisdiction|identity|access)/';
const SLICES = '(reports|conversations|areas-and-officers|feedback|files|notifications)';
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    error('no-circle', 'No import circles, type-only imports included.', {}, { circular: true }),
    error('no-orphan', 'A file that nothing imports is dead.', { orphan: true, pathNot: ['\\.test\\.tsx?$', '\\.d\\.ts$', '^tests/', '^bench/', '^scripts/', '\\.config\\.ts$', '^web/islands/', '^cli/'] }, {}),
    error('slice-to-slice', 'A slice imports itself and the ground floors. What crosses slices is a journey.',
      { path: `^domain/${SLICES}/` }, { path: `^domain/${SLICES}/`, pathNot: '^domain/$1/' }),
    error('slice-looks-up', 'A slice never imports the door, a journey, or a surface.',
      { path: `^domain/${SLICES}/` }, { path: '^(domain/(door|journeys)|web|worker|cli)/' }),
    error('ground-looks-up', 'The ground floors know nothing above them.',
      { path: GROUND }, { path: `^(domain/(door|journeys|${SLICES})|web|worker|cli)/` }),
    error('kernel-is-the-ground', 'The kernel imports nothing of ours.', { path: '^domain/kernel/' }, { path: '^(domain|web|worker|cli)/', pathNot: '^domain/kernel/' }),
    error('ground-order', 'jurisdiction stands on the kernel, identity on both, access on all three.',
      { path: '^domain/jurisdiction/' }, { path: '^domain/(identity|access)/' }),
    error('ground-order-2', 'identity does not import access.', { path: '^domain/identity/' }, { path: '^domain/access/' }),
    error('door-below-journeys', 'The door knows no journey and no slice.', { path: '^domain/door/' }, { path: `^domain/(journeys|${SLICES})/` }),
    error('domain-knows-no-surface', 'The domain knows no browser and no HTTP.', { path: '^domain/' }, { path: '^(web|worker|cli)/|node_modules/(hono|preact)' }),
    error('surfaces-through-journeys', 'Pages, worker and command line reach the slices through journeys alone.',
      { path: '^(web|worker|cli)/', pathNot: '\\.test\\.tsx?$' }, { path: `^domain/${SLICES}/`, dependencyTypesNot: ['type-only'] }),
    error('by-the-front-door', "A folder of the domain is entered by its index.ts.",
      { path: '^domain/([^/]+)/' }, { path: '^domain/[^/]+/', pathNot: ['^domain/$1/', '^domain/[^/]+/index\\.ts$'] }),
    error('by-the-front-door-from-outside', "A folder of the domain is entered by its index.ts.",
      { path: '^(web|worker|cli|bench|scripts|tests)/' }, { path: '^domain/[^/]+/', pathNot: '^domain/[^/]+/index\\.ts$' }),
    error('islands-take-types-only', 'Browser code takes only types from the domain and nothing from the server pages.',
      { path: '^web/islands/' }, { path: '^(domain|web/(pages|server|words|ui)|worker|cli)/', dependencyTypesNot: ['type-only'] }),
    error('worker-knows-no-web', 'The worker and the command line do not import each other; web does not import them.',
      { path: '^worker/' }, { path: '^(web|cli)/', pathNot: '^web/words/' }),
    error('web-knows-no-cli', '', { path: '^web/' }, { path: '^(worker|cli)/' }),
    error('no-tests-in-the-house', 'Shipping code does not import test code.',
      { path: '^(domain|web|worker|cli)/', pathNot: '\\.test\\.tsx?$' }, { path: '^(tests|bench)/|\\.test\\.tsx?$' }),
    error('resolvable', 'Every import resolves.', {}, { couldNotResolve: true, pathNot: '^#' }),
    error('no-dev-in-production', 'Shipping code uses shipping dependencies.',
      { path: '^(domain|web|worker|cli)/', pathNot: '\\.test\\.tsx?$' }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|data|content|docs)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { conditionNames: ['node', 'import', 'default', 'types'], exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
