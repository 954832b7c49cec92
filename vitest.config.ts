import { defineConfig } from 'vitest/config';

const shared = {
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
};

const exclude = ['**/node_modules/**', 'build/**', 'data/**'];

export default defineConfig({
  test: {
    // Two cores: more workers only wait for each other and for the database.
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...exclude, '**/*.db.test.ts', '**/*.db.test.tsx', 'tests/journeys/**'],
          environment: 'node',
          testTimeout: 20_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['**/*.db.test.ts', '**/*.db.test.tsx'],
          exclude: [...exclude, 'tests/journeys/**'],
          environment: 'node',
          globalSetup: ['tests/support/global-database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          exclude,
          environment: 'node',
          globalSetup: ['tests/support/global-database.ts'],
          // One browser at a time, so that what a story sees is its own doing.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
