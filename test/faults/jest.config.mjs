// The suite of faults, apart from `npm test`: it ends real processes of the built program.
import base from '../../jest.config.mjs';

/** @type {import('jest').Config} */
// biome-ignore lint/style/noDefaultExport: Jest reads the default export
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/faults'],
  // It takes a quarter of an hour, and is run on demand: FAULT_KILLS=1000 npm run test:faults -- kills.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.FAULT_KILLS ? [] : ['kills.test.ts'])],
  collectCoverage: false,
  maxWorkers: 2,
  testTimeout: 60_000,
};
