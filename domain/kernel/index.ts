/** The ground: ids, clock, errors, actors, the database handle, keys, events and jobs. Imports nothing of ours. */
export * from './actor.ts';
export * from './clock.ts';
export * from './configuration.ts';
export * from './database.ts';
export * from './embedded-postgres/index.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './ids.ts';
export * from './jobs.ts';
export * from './keyring.ts';
export * from './master-key.ts';
export * from './migrate.ts';
export * from './purposes.ts';
export * from './requests.ts';
export * from './runtime.ts';
export * from './use.ts';
