/** `npm test`: every test there is, from a bare checkout. Arguments go to vitest, such as a part of a file's name. */
import { become, ensureBuild, ensureDependencies } from './bootstrap.mjs';

ensureDependencies({ dev: true });
ensureBuild();
become('scripts/run-tests.ts', process.argv.slice(2));
