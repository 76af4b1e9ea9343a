import type { StandIns } from '../stand-ins.js';
import { isOfTheApp } from './is-of-the-app.js';
import type { Trouble, TroubleName } from './page-state.js';

/** Long enough to be seen, short enough that nobody waits once the switch is off again. */
const RETRY_AFTER_SECONDS = 3;

export interface TroubleSwitches {
  readonly state: () => Trouble;
  set(name: TroubleName, on: boolean): void;
}

/** Switches with which a visitor makes Slack, GitHub and the mail server fail. */
export function createTroubleSwitches(standIns: StandIns, onChange: () => void): TroubleSwitches {
  const { github } = standIns;
  const state: Trouble = {
    'slack-429': false,
    'github-502': false,
    'github-timeout': false,
    'smtp-down': false,
    'lose-next-webhook': false,
    'webhooks-twice': false,
  };
  github.on('webhook', (delivery) => {
    if (delivery.state !== 'failed' || !state['lose-next-webhook']) return;
    state['lose-next-webhook'] = false;
    apply(standIns, state);
    onChange();
  });
  return {
    state: () => ({ ...state }),
    set(name, on) {
      state[name] = on;
      // GitHub either answers badly or not at all.
      if (on && name === 'github-502') state['github-timeout'] = false;
      if (on && name === 'github-timeout') state['github-502'] = false;
      apply(standIns, state);
      onChange();
    },
  };
}

function apply({ slack, github, mailbox }: StandIns, state: Trouble): void {
  slack.faults.clear();
  if (state['slack-429']) slack.faults.add({ effect: { status: 429, retryAfter: RETRY_AFTER_SECONDS } });
  github.faults.clear();
  const match = ({ authenticatedAs }: { authenticatedAs: string }) => isOfTheApp(authenticatedAs);
  if (state['github-502']) github.faults.add({ match, effect: { status: 502 } });
  if (state['github-timeout']) github.faults.add({ match, effect: { hang: true, executed: false } });
  mailbox.setDown(state['smtp-down']);
  github.webhookMode = state['lose-next-webhook'] ? 'lose' : state['webhooks-twice'] ? 'twice' : 'deliver';
}
