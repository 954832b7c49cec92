import type { Command } from 'commander';
import { registerAccessLog } from './access-log.ts';
import { registerDemo } from './demo.ts';
import { registerDoctor } from './doctor.ts';
import { registerImport } from './import.ts';
import { registerKeys } from './keys.ts';
import { registerMigrate } from './migrate.ts';
import { registerServe } from './serve.ts';
import { registerTenant } from './tenant.ts';
import { registerUser } from './user.ts';
import { registerWorker } from './worker.ts';

/** Every command by name; the order is that of the help. */
export function registerCommands(program: Command): void {
  registerServe(program);
  registerWorker(program);
  registerMigrate(program);
  registerDemo(program);
  registerTenant(program);
  registerUser(program);
  registerImport(program);
  registerAccessLog(program);
  registerKeys(program);
  registerDoctor(program);
}
