import { availableParallelism } from 'node:os';

const compile = (parser, transform) => ({
  jsc: {
    parser: { syntax: 'typescript', decorators: true, ...parser },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      ...transform,
    },
    target: 'es2022',
    keepClassNames: true,
    // JSON is imported with an attribute, which Jest will insist on.
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
});
const react = { runtime: 'automatic', importSource: 'preact' };

/** @type {import('jest').Config} */
// biome-ignore lint/style/noDefaultExport: Jest reads the default export
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  // They need a browser, or the built program: npm run test:browser, npm run test:faults.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '<rootDir>/test/faults/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', compile()],
    '^.+\\.tsx$': ['@swc/jest', compile({ tsx: true }, { react })],
  },
  // The product's lines. The sandbox is for trying and testing it, and would only flatter the number.
  collectCoverageFrom: ['src/**/*.ts', 'migrations/**/*.ts', '!src/main.ts', '!src/sandbox/**'],
  // V8's own coverage costs a third of the time of the whole run.
  coverageProvider: 'babel',
  coverageReporters: ['text-summary', 'lcov'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // End-to-end tests wait for one another's answers now and then, so one worker more than there are cores.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 90_000,
};
