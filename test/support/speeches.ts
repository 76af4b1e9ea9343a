import type { Speeches } from '../../src/application/speech.js';
import { SPEECH } from './builders.js';

/** Everybody is spoken to in English. */
export const usualSpeeches: Speeches = {
  usual: SPEECH,
  ofReader: async () => SPEECH,
  ofWhoeverActs: async () => SPEECH,
  known: async () => ({}),
  ofOrganization: async () => SPEECH,
  note: async () => undefined,
};
