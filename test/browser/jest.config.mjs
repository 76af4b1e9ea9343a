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
  // A browser, PostgreSQL and the sandbox keep two cores busy.
  maxWorkers: 1,
  testTimeout: 60_000,
};
