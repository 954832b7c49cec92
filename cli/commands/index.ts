import type { Command } from 'commander';
import { registerDoctor } from './doctor.ts';
import { registerImport } from './import.ts';
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
  registerTenant(program);
  registerUser(program);
  registerImport(program);
  registerDoctor(program);
}
