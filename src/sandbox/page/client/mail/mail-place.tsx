import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Persona, ShownMail } from '../../page-state.js';
import { ago } from '../blocks/dates.js';
import { Scroller } from '../scroller.js';
import { useNow } from '../use-now.js';

/** Every mail that was sent, by recipient. */
export function MailPlace({ mails, persona }: { mails: readonly ShownMail[]; persona: Persona }): VNode {
  const [recipient, setRecipient] = useState('');
  const [opened, setOpened] = useState<number>();
  const now = useNow();
  const recipients = [...new Set(mails.flatMap(({ to }) => to))].sort();
  const shown = mails.filter(({ to }) => recipient === '' || to.includes(recipient)).reverse();
  const mail = shown.find(({ id }) => id === opened) ?? shown[0];
  useEffect(() => {
    const own = recipients.find((address) => address.startsWith(`${persona.login}@`));
    setRecipient(own ?? '');
  }, [persona.login]);
  return (
    <div class="mail">
      <section class="mail-list" aria-label="Mails">
        <header class="mail-filter">
          <h1>Mailbox</h1>
          <label>
            To{' '}
            <select
              value={recipient}
              onChange={(event) => setRecipient((event.currentTarget as HTMLSelectElement).value)}
            >
              <option value="">everybody ({mails.length})</option>
              {recipients.map((address) => (
                <option value={address} key={address}>
                  {address}
                </option>
              ))}
            </select>
          </label>
        </header>
        <ul>
          {shown.map(({ id, to, subject, receivedAt }) => (
            <li key={id}>
              <button
                type="button"
                class="mail-entry"
                aria-current={mail?.id === id ? 'true' : undefined}
                onClick={() => setOpened(id)}
              >
                <span class="mail-to">{to.join(', ')}</span>
                <span class="mail-subject">{subject}</span>
                <time>{ago(new Date(receivedAt), { now })}</time>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {mail ? (
        <Mail key={mail.id} mail={mail} />
      ) : (
        <p class="empty">
          No mail yet. Requesters get one when their request is decided: approve or deny one in Slack.
        </p>
      )}
    </div>
  );
}

function Mail({ mail }: { mail: ShownMail }): VNode {
  const [isText, setText] = useState(!mail.hasHtml);
  const tab = (label: string, asText: boolean) => (
    <button type="button" class="tab" aria-pressed={isText === asText} onClick={() => setText(asText)}>
      {label}
    </button>
  );
  return (
    <article class="mail-open" aria-label={mail.subject}>
      <header>
        <h2>{mail.subject}</h2>
        <p>
          From <strong>{mail.from}</strong> to <strong>{mail.to.join(', ')}</strong>,{' '}
          <time>{new Date(mail.receivedAt).toLocaleString()}</time>
        </p>
        <p class="tabs">
          {mail.hasHtml ? tab('HTML', false) : null}
          {tab('Text', true)}
        </p>
      </header>
      {isText ? (
        <Scroller className="mail-text" label="Text">
          <pre>{mail.text}</pre>
        </Scroller>
      ) : (
        <iframe
          title={`Mail: ${mail.subject}`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          src={`/mail/html/${mail.id}`}
        />
      )}
    </article>
  );
}
