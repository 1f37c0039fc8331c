import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: './test/build-once.ts',
    setupFiles: './test/load-expressions.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: '100%',
    isolate: false,
    // Those that start processes or touch real folders say so in their name.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cli/**', 'test/corpus/**', 'test/**/*.process.test.ts', 'test/**/*.browser.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'process', include: ['test/cli/**/*.test.{ts,tsx}', 'test/**/*.process.test.ts'] },
      },
      // Those need Debian's chromium, and take turns: two browsers at once are slower than one after the other.
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'corpus', include: ['test/corpus/**/*.test.ts'] } },
    ],
    coverage: { include: ['src/**'], exclude: ['**/*.gen.*'] },
  },
})
