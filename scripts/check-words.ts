/** Holds the catalogues to being whole, in every language, and the code to saying only what they have. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, localeOf, messagesOf } from '#words';
import { catalogueFaults } from './words/catalogue-faults.ts';
import { saidKeys, sayingFaults } from './words/said-keys.ts';

const ROOT = join(import.meta.dirname, '..');
const SPEAKING = ['web/**/*.{ts,tsx}', 'worker/**/*.ts', 'domain/**/*.ts'];

const catalogues = Object.fromEntries(
  LANGUAGES.map((language) => [language, Object.fromEntries(messagesOf(language))]),
);
const locales = Object.fromEntries(LANGUAGES.map((language) => [language, localeOf(language)]));
const files = new Map(
  globSync(SPEAKING, { cwd: ROOT })
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => [file, saidKeys(readFileSync(join(ROOT, file), 'utf8'))]),
);

const faults = [
  ...catalogueFaults(catalogues, locales),
  ...sayingFaults(Object.keys(catalogues.en ?? {}), files),
];
for (const fault of faults) console.error(fault);
const messages = Object.keys(catalogues.en ?? {}).length;
console.log(`${messages} messages in ${LANGUAGES.length} languages, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
