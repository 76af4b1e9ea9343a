import type { BlockAction, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import {
  type SettingsAsked,
  type SettingsSaved,
  saveOrganizationSettings,
} from '../application/save-organization-settings.js';
import { savePreferences } from '../application/save-preferences.js';
import type { SettingProblem } from '../domain/check-settings.js';
import { ACTIONS, SETTINGS_INPUTS, VIEWS } from './action-ids.js';
import type { Listeners } from './create-listeners.js';
import type { ListenerContext } from './listener-context.js';
import { actorOf, attempt, claimDeadline, type Problem } from './listener-wrapper.js';
import { fillModal } from './open-modal.js';
import { settingsProblem } from './open-settings.js';
import { enteredChange, enteredPreferences, errorsOf, viewedOrganization } from './settings-payload.js';
import { modalOf } from './views/details-view.js';
import { organizationSettingsSavedView } from './views/organization-settings-view.js';

type Submission = Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'ack' | 'body' | 'view'>;

/** What is saved of the settings, and the way back to the operator's. */
export function registerSettingsSubmissions(on: Listeners): void {
  on.view(VIEWS.settings, submitPreferences);
  on.view(VIEWS.organizationSettings, submitOrganizationSettings);
  on.action(ACTIONS.useUsualSettings, async (context, { ack, body, client }) => {
    await ack();
    await useUsualSettings(context, body, client);
  });
}

async function submitPreferences(context: ListenerContext, { ack, body, view }: Submission): Promise<void> {
  const { t } = context;
  let problems: readonly SettingProblem[] = [];
  const problem = await attempt(context, async () => {
    problems = await savePreferences(context, {
      actor: actorOf(body, context.ourTeam()),
      ...enteredPreferences(view, context),
      trace: context.trace,
      deadline: claimDeadline(context),
    });
  });
  if (problem) {
    const told = inOurWords(context, problem);
    return tellProblem(ack, told, SETTINGS_INPUTS.language, settingsProblem(context, told, 'settings.title'));
  }
  if (problems.length > 0) return ack({ response_action: 'errors', errors: errorsOf(t, problems) });
  await show(ack, modalOf(t, t.text('settings.title'), [t.text('settings.saved')]));
}

async function submitOrganizationSettings(
  context: ListenerContext,
  { ack, body, view }: Submission,
): Promise<void> {
  const asked = { organizationId: viewedOrganization(view), change: enteredChange(view) };
  const { problems, problem, shown } = await save(context, body, asked);
  if (problems.length > 0) {
    return ack({ response_action: 'errors', errors: errorsOf(context.t, problems) });
  }
  if (problem) return tellProblem(ack, problem, SETTINGS_INPUTS.channel, shown);
  await show(ack, shown);
}

async function useUsualSettings(
  context: ListenerContext,
  body: BlockAction,
  client: WebClient,
): Promise<void> {
  const { view } = body;
  if (view === undefined) return;
  const organizationId = viewedOrganization(view);
  const { shown } = await save(context, body, { organizationId, change: 'usual' });
  await fillModal(context, client, view, shown);
}

interface Saved {
  /** What is wrong with what was entered. */
  readonly problems: readonly SettingProblem[];
  /** Why it was not saved, otherwise. */
  readonly problem?: Problem;
  /** That it was saved, or why not. */
  readonly shown: ModalView;
}

async function save(
  context: ListenerContext,
  body: ViewSubmitAction | BlockAction,
  asked: Pick<SettingsAsked, 'organizationId' | 'change'>,
): Promise<Saved> {
  const { t } = context;
  const results: SettingsSaved[] = [];
  const problem = await attempt(context, async () => {
    results.push(
      await saveOrganizationSettings(context, {
        ...asked,
        actor: actorOf(body, context.ourTeam()),
        trace: context.trace,
        deadline: claimDeadline(context),
      }),
    );
  });
  const [result] = results;
  if (result && !result.problems) {
    const how = asked.change === 'usual' ? 'reset' : 'saved';
    return { problems: [], shown: organizationSettingsSavedView(t, result.saved, how) };
  }
  const told = inOurWords(context, problem ?? { code: 'too-slow', text: '' });
  const shown = settingsProblem(context, told, 'settings.organization.title');
  return { problems: result?.problems ?? [], problem: told, shown };
}

/** There is no card to look at. */
function inOurWords({ t }: ListenerContext, problem: Problem): Problem {
  return problem.code === 'too-slow' ? { ...problem, text: t.text('settings.too-slow') } : problem;
}

/** Where another try may do, the modal stays with all that was entered. */
const WORTH_ANOTHER_TRY: readonly Problem['code'][] = [
  'too-slow',
  'github-silent',
  'person-unknown',
  'slack-silent',
  'unknown',
];

async function tellProblem(
  ack: Submission['ack'],
  { code, text }: Problem,
  block: string,
  shown: ModalView,
): Promise<void> {
  if (!WORTH_ANOTHER_TRY.includes(code)) return show(ack, shown);
  await ack({ response_action: 'errors', errors: { [block]: text } });
}

async function show(ack: Submission['ack'], view: ModalView): Promise<void> {
  await ack({ response_action: 'update', view });
}
