import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SlackActor } from '../application/authorize-approver.js';
import {
  type OrganizationSettingsModel,
  readOrganizationSettings,
} from '../application/read-organization-settings.js';
import { type PreferencesModel, readPreferences } from '../application/read-preferences.js';
import { problemModal } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { fillModal, openModal } from './open-modal.js';
import { modalOf } from './views/details-view.js';
import {
  organizationSettingsLoadingView,
  organizationSettingsView,
} from './views/organization-settings-view.js';
import { settingsLoadingView, settingsView } from './views/settings-view.js';

interface Opening {
  readonly client: WebClient;
  readonly triggerId: string;
  readonly actor: SlackActor;
}

/** Opens a person's settings at once, and fills them when GitHub has said which organizations they own. */
export async function openSettings(
  context: ListenerContext,
  { client, triggerId, actor }: Opening,
): Promise<Problem | undefined> {
  const opened = await openModal(context, () =>
    client.views.open({ trigger_id: triggerId, view: settingsLoadingView(context.t) }),
  );
  if (opened.problem) return opened.problem;
  await fillModal(context, client, opened.view, await settingsFor(context, actor));
  return undefined;
}

/** Opens the settings of an organization over those of the person. */
export async function openOrganizationSettings(
  context: ListenerContext,
  { client, triggerId, actor }: Opening,
  organizationId: number,
): Promise<Problem | undefined> {
  const opened = await openModal(context, () =>
    client.views.push({ trigger_id: triggerId, view: organizationSettingsLoadingView(context.t) }),
  );
  if (opened.problem) return opened.problem;
  const view = await organizationSettingsFor(context, actor, organizationId);
  await fillModal(context, client, opened.view, view);
  return undefined;
}

/** Why settings cannot be seen, or were not saved. */
export function settingsProblem(
  context: ListenerContext,
  { code, text }: Problem,
  key: 'settings.title' | 'settings.organization.title',
): ModalView {
  const said = { title: context.t.text(key), line: [text], resume: null };
  return problemModal(context, { code }, said);
}

function readingProblem(
  context: ListenerContext,
  problem: Problem,
  key: 'settings.title' | 'settings.organization.title',
): ModalView {
  const text = problem.code === 'too-slow' ? context.t.text('tokens.too-slow') : problem.text;
  return settingsProblem(context, { ...problem, text }, key);
}

async function settingsFor(context: ListenerContext, actor: SlackActor): Promise<ModalView> {
  const { t, languages, sendsMail, linking } = context;
  let model: PreferencesModel | 'stranger' = 'stranger';
  const problem = await attempt(context, async () => {
    model = await readPreferences(context, actor);
  });
  if (problem) return readingProblem(context, problem, 'settings.title');
  if (model === 'stranger') {
    return modalOf(t, t.text('settings.title'), [t.text('error.other-workspace')]);
  }
  return settingsView(t, model, { languages, sendsMail, canConnect: linking.isOffered });
}

async function organizationSettingsFor(
  context: ListenerContext,
  actor: SlackActor,
  organizationId: number,
): Promise<ModalView> {
  let model: OrganizationSettingsModel | undefined;
  const problem = await attempt(context, async () => {
    model = await readOrganizationSettings(context, actor, organizationId);
  });
  if (model && !problem) return organizationSettingsView(context.t, model, context.languages);
  const told = problem ?? { code: 'unknown', text: context.t.text('tokens.too-slow') };
  return readingProblem(context, told, 'settings.organization.title');
}
