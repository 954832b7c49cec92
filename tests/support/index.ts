/** What database tests and browser stories stand on. Imported as `#testing`. */
import { dropAfterFile } from './test-database.ts';

export { freshDatabase, rolledBack, type TestDatabase, testDatabase } from './test-database.ts';
export { aStaffMember, testKeyring, testRuntime, testUse, withUse } from './use.ts';

dropAfterFile();
