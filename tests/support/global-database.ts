/** One PostgreSQL for the whole run, with a migrated template that each test file copies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, startEmbeddedPostgres } from '#domain/kernel';
import { createDatabase, onDatabase, TEMPLATE } from './test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string;
    appUrl: string;
  }
}

/** Nothing in a test run needs to survive a power cut; and a database cannot be dropped while it is being vacuumed. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '120',
  autovacuum: 'off',
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'concord-test-'));
  const server = await startEmbeddedPostgres({ directory, settings: FAST });
  const stop = async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await createDatabase(server.ownerUrl, TEMPLATE, 'template1');
    await migrate(onDatabase(server.ownerUrl, TEMPLATE), onDatabase(server.appUrl, TEMPLATE));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('ownerUrl', server.ownerUrl);
  project.provide('appUrl', server.appUrl);
  return stop;
}
