import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

const KEY = 'patrol-sandbox-guide-read';

/** A few sentences for whoever is here for the first time. */
export function Guide(): VNode | null {
  const [isRead, setRead] = useState(() => localStorage.getItem(KEY) !== null);
  if (isRead) return null;
  const close = () => {
    localStorage.setItem(KEY, 'yes');
    setRead(true);
  };
  return (
    <section class="guide" aria-label="First visit">
      <ol>
        <li>
          <strong>Decide:</strong> you are Olivia, an owner, and each card below is a token that wants access
          to your organization; press Approve or Deny.
        </li>
        <li>
          <strong>Decide many:</strong> write <code>/tokens pending owner:mona</code> below the cards, or
          press ⚡ for all that pend; select several and decide them at once. App Home shows them too.
        </li>
        <li>
          <strong>Change sides:</strong> become Mona at the top to read what she is told, and make a token of
          your own in GitHub.
        </li>
        <li>
          <strong>Look under the hood:</strong> see every call between PATrol, Slack and GitHub, and break
          things on purpose.
        </li>
      </ol>
      <button type="button" class="button button-primary" onClick={close}>
        Got it
      </button>
    </section>
  );
}
