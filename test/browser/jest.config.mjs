// Tests of the sandbox in a real browser, apart from `npm test`: each file starts the built program.
import base from '../../jest.config.mjs';

/** @type {import('jest').Config} */
// biome-ignore lint/style/noDefaultExport: Jest reads the default export
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/support/build-first.mjs',
  globalTeardown: undefined,
  collectCoverage: false,
  // Each has a browser, a PostgreSQL and a sandbox of its own, and waits for them most of the time.
  maxWorkers: 2,
  testTimeout: 60_000,
};
