/** `npm run screenshots`: pictures of the main pages of the demo city, into docs/screenshots. */
import { become, ensureBuild, ensureDependencies } from './bootstrap.mjs';

ensureDependencies({ dev: true });
ensureBuild();
become('scripts/take-screenshots.ts', process.argv.slice(2));
