import type { FailedDelivery } from '../../application/operations-ports.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { foreign, type Inline, styled } from './rich-text.js';

/** As `OutsideError` writes it into the record. */
const OUTSIDE = /^(slack|github|smtp) (?:refused|unavailable|unknown): (.+)$/s;
const CODE_LIMIT = 60;

const SLACK: Readonly<Record<string, MessageKey>> = {
  is_archived: 'status.reason.archived',
  channel_not_found: 'status.reason.no-channel',
  not_in_channel: 'status.reason.no-channel',
  restricted_action: 'status.reason.restricted',
  restricted_action_read_only_channel: 'status.reason.restricted',
  account_inactive: 'status.reason.person-gone',
  user_disabled: 'status.reason.person-gone',
  user_not_found: 'status.reason.person-gone',
  user_not_visible: 'status.reason.person-gone',
  users_not_found: 'status.reason.person-gone',
  cannot_dm_bot: 'status.reason.bot',
};

/** Why a delivery was given up, in words, with what to do next; what nobody has words for is shown as the code. */
export function failureReason(t: Translator, { error, trace }: FailedDelivery): Inline[] {
  const [, service, code = ''] = OUTSIDE.exec(error) ?? [];
  if (service === undefined) return t.parts<Inline>('status.reason.defect', { trace: coded(trace) });
  const shown = coded(code);
  if (service === 'smtp') return t.parts<Inline>('status.reason.mail', { code: shown });
  const key = service === 'slack' && Object.hasOwn(SLACK, code) ? SLACK[code] : undefined;
  return t.parts<Inline>(key ?? 'status.reason.other', {
    code: shown,
    service: t.text(service === 'slack' ? 'status.slack' : 'status.github'),
  });
}

/** Whether Slack does not know the person, who then cannot be mentioned either. */
export function isPersonGone({ error }: Pick<FailedDelivery, 'error'>): boolean {
  const [, service, code = ''] = OUTSIDE.exec(error) ?? [];
  return service === 'slack' && Object.hasOwn(SLACK, code) && SLACK[code] === 'status.reason.person-gone';
}

function coded(text: string): Inline {
  return styled(foreign(text, CODE_LIMIT), { code: true });
}
