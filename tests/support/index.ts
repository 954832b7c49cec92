/** What database tests stand on, imported as `#testing`. Browser stories also take `browser.ts` and `running-concord.ts`. */
import { dropAfterFile } from './test-database.ts';

export { freshDatabase, rolledBack, type TestDatabase, testDatabase } from './test-database.ts';
export { aStaffMember, testKeyring, testRuntime, testUse, withUse } from './use.ts';

dropAfterFile();
