import type { VNode } from 'preact';
import type { Trouble, TroubleName } from '../../page-state.js';
import { post } from '../server-link.js';

/** The switches' names, and what one sees of them. */
export const TROUBLES: Readonly<Record<TroubleName, { label: string; about: string }>> = {
  'slack-429': {
    label: 'Slack answers 429',
    about: 'Too many requests. Cards wait and come when it is off again.',
  },
  'github-502': { label: 'GitHub answers 502', about: 'Clicks are refused in words, and nothing is lost.' },
  'github-timeout': { label: 'GitHub does not answer', about: 'Every call hangs until PATrol gives up.' },
  'smtp-down': { label: 'Mail server is down', about: 'Mails wait; cards and messages do not.' },
  'lose-next-webhook': {
    label: 'Lose the next webhook',
    about: 'PATrol finds out by itself within 15 seconds. Goes off after one.',
  },
  'webhooks-twice': { label: 'Send webhooks twice', about: 'The second one changes nothing.' },
};

/** Switches that break things on purpose. */
export function TroubleSwitches({ trouble }: { trouble: Trouble }): VNode {
  return (
    <fieldset class="troubles">
      <legend>Make trouble</legend>
      {Object.entries(TROUBLES).map(([key, { label, about }]) => {
        const name = key as TroubleName;
        const isOn = trouble[name];
        return (
          <button
            type="button"
            role="switch"
            class="trouble"
            aria-checked={isOn}
            aria-describedby={`about-${name}`}
            aria-label={label}
            onClick={() => void post('/api/trouble', { name, on: !isOn })}
            key={name}
          >
            <span class="switch" aria-hidden="true" />
            <span>
              {label}
              <small id={`about-${name}`}>{about}</small>
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
