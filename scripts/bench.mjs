/** `npm run bench`: measures, and fails when a goal is missed. Names as arguments run those benches alone. */
import { become, ensureBuild, ensureDependencies } from './bootstrap.mjs';

ensureDependencies({ dev: true });
ensureBuild();
become('scripts/run-benches.ts', process.argv.slice(2));
