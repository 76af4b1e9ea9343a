import type { Chart } from '../../src/application/chart-ports.js';
import type { DigestModel } from '../../src/application/digest-model.js';
import type { ListedRequest } from '../../src/application/models.js';
import { ACME, aTokenRequest, NOW, OLIVIA, OSCAR } from './builders.js';
import { EIGHT_WEEKS } from './some-weeks.js';

/** What a list shows of mona's request. */
export function aListed(over: Partial<ListedRequest> = {}): ListedRequest {
  const { repositories, ...request } = aTokenRequest();
  const repositoryNames = (repositories ?? []).map(({ fullName }) => fullName);
  return { ...request, repositoryNames, decision: null, ...over };
}

/** Of a Monday on which two requests pend, and some were decided since Sunday. */
export function aDigest(over: Partial<DigestModel> = {}): DigestModel {
  return {
    digestId: 7,
    organization: ACME,
    appState: 'installed',
    date: '2026-03-02',
    since: new Date('2026-03-01T09:00:00Z'),
    until: NOW,
    waiting: 2,
    oldest: [aListed(), aListed({ id: 2, patRequestId: 9_002, tokenName: 'backup' })],
    changes: {
      added: 3,
      approved: 4,
      denied: 1,
      endedOtherwise: 1,
      deciders: [
        { github: OLIVIA, approved: 2, denied: 1 },
        { github: OSCAR, approved: 1, denied: 0 },
      ],
      medianMs: 3 * 3_600_000,
    },
    head: null,
    webUrl: 'https://github.example',
    speech: { language: 'en', timeZone: 'UTC' },
    ...over,
  };
}

/** Of acme's last weeks, with a picture. */
export const A_CHART: Chart = {
  organization: 'acme',
  timeZone: 'UTC',
  until: new Date('2026-02-26T00:00:00Z'),
  weeks: EIGHT_WEEKS,
  url: 'https://patrol.example/charts/a.b.png',
};

/** Nothing pends, and nothing has happened. */
export const ALL_CLEAR: Partial<DigestModel> = {
  waiting: 0,
  oldest: [],
  changes: { added: 0, approved: 0, denied: 0, endedOtherwise: 0, deciders: [], medianMs: null },
};
