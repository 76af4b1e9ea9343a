import { describe, expect, it } from '@jest/globals';
import { en } from '../../../src/i18n/catalogues/en.js';
import { fr } from '../../../src/i18n/catalogues/fr.js';
import { ja } from '../../../src/i18n/catalogues/ja.js';
import type { MessageKey } from '../../../src/i18n/translator.js';

/** The words that owners know from GitHub's own pages. */
const TERMS: readonly (readonly [MessageKey, string, string, string])[] = [
  [
    'mail.approved',
    'fine-grained personal access token',
    'jeton d’accès personnel affiné',
    'きめ細かい個人用アクセス トークン',
  ],
  [
    'help.classic',
    'Classic tokens',
    'jetons d’accès personnels (classiques)',
    '個人用アクセス トークン (クラシック)',
  ],
  ['details.title', 'Token request', 'Demande de jeton', 'トークンの要求'],
  ['list.title.pending', 'Pending requests', 'Demandes en attente', '保留中の要求'],
  ['card.approve', 'Approve', 'Approuver', '承認'],
  ['card.deny', 'Deny', 'Refuser', '拒否'],
  ['list.filter.owner', 'Owner', 'Propriétaire', '所有者'],
  ['list.filter.repo', 'Repository', 'Dépôt', 'リポジトリ'],
  ['list.filter.permission', 'Permission', 'Autorisation', 'アクセス許可'],
  ['deny.reason', 'Reason', 'Raison', '理由'],
  ['bulk.title', 'Request selected…', 'Demande sélectionnée…', '選択した要求の処理'],
];

/** Not everybody who gets a mail has an App Home: their address may be all that is known of them. */
const WITHOUT_SLACK: readonly MessageKey[] = ['mail.stop.home', 'unsubscribe.bad-link.next'];

describe('the established terms', () => {
  it.each(TERMS)('stand in %s', (key, english, french, japanese) => {
    const texts = [en[key], fr[key], ja[key]];

    expect(texts).toEqual([english, french, japanese].map((term) => expect.stringContaining(term)));
  });

  it('have no others beside them', () => {
    const texts = Object.values(ja).join('\n');

    expect(texts).not.toMatch(/リクエスト|オーナー|personal access token/);
  });
});

describe('a text about unwanted mails', () => {
  it.each(WITHOUT_SLACK)('also says whom to ask: %s', (key) => {
    const texts = [en[key], fr[key], ja[key]];

    expect(texts).toEqual([
      expect.stringContaining('ask whoever runs PATrol'),
      expect.stringContaining('demandez à la personne qui'),
      expect.stringContaining('運用担当者'),
    ]);
  });
});
