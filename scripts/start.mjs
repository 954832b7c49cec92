/** `npm start`: everything from a bare checkout to a running Concord. */
import { become, ensureBuild, ensureDependencies } from './bootstrap.mjs';

ensureDependencies();
ensureBuild();
become('cli/main.ts', ['serve', ...process.argv.slice(2)]);
