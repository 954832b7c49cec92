/** `npm run check`: what CI runs besides the tests. Names of checks as arguments run those alone. */
import { become, ensureDependencies } from './bootstrap.mjs';

ensureDependencies({ dev: true });
become('scripts/run-checks.ts', process.argv.slice(2));
