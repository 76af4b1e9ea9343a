import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Persona, TroubleName } from '../page-state.js';
import { GitHubPlace } from './github/github-place.js';
import { Guide } from './guide.js';
import { HoodDrawer } from './hood/hood-drawer.js';
import { TROUBLES } from './hood/trouble-switches.js';
import { MailPlace } from './mail/mail-place.js';
import { linkTo, usePath } from './navigation.js';
import { usePersona } from './persona.js';
import { type PageState, usePageState } from './server-link.js';
import { useFreshStart } from './use-fresh-start.js';
import { Avatar } from './workspace/avatar.js';
import { WorkspacePlace } from './workspace/workspace-place.js';

/** The whole page: who one is, the three places, and what goes on under the hood. */
export function App(): VNode {
  const path = usePath();
  const [personas, setPersonas] = useState<readonly Persona[]>();
  const [me, become] = usePersona(personas);
  const state = usePageState(me);
  useFreshStart(me, state.workspace);
  const [isHoodOpen, setHoodOpen] = useState(false);
  if (state.basics && state.basics.personas !== personas) setPersonas(state.basics.personas);
  const place = placeOf(path);
  return (
    <div class={`app ${isHoodOpen ? 'has-hood' : ''}`}>
      <a class="skip" href="#place">
        Skip to content
      </a>
      <Banner state={state} />
      <header class="topbar">
        <a class="brand" {...linkTo('/')}>
          <Avatar name="PATrol" isBot />
          <span>PATrol</span>
        </a>
        <Places place={place} mails={state.mail?.length ?? 0} pending={pendingCount(state)} />
        <You personas={personas ?? []} me={me} become={become} />
        <button
          type="button"
          class="button hood-toggle"
          aria-expanded={isHoodOpen}
          onClick={() => setHoodOpen(!isHoodOpen)}
        >
          Under the hood
        </button>
      </header>
      <Guide />
      <main id="place" tabIndex={-1}>
        <Place place={place} path={path} state={state} me={me} />
      </main>
      {isHoodOpen && state.trouble ? (
        <HoodDrawer calls={state.calls} trouble={state.trouble} close={() => setHoodOpen(false)} />
      ) : null}
    </div>
  );
}

type PlaceName = 'workspace' | 'github' | 'mail';

function placeOf(path: string): PlaceName {
  if (path.startsWith('/github')) return 'github';
  return path.startsWith('/mail') ? 'mail' : 'workspace';
}

function pendingCount({ github }: PageState): number {
  return github?.requests.filter(({ state }) => state === 'pending').length ?? 0;
}

function Place(props: { place: PlaceName; path: string; state: PageState; me: string }): VNode {
  const { place, path, state, me } = props;
  const { basics, workspace, github, mail } = state;
  const persona = basics?.personas.find(({ id }) => id === me);
  if (!basics || !workspace || !github || !mail || !persona) return <p class="empty">Loading…</p>;
  switch (place) {
    case 'workspace':
      return <WorkspacePlace basics={basics} workspace={workspace} />;
    case 'github':
      return <GitHubPlace key={me} path={path} github={github} persona={persona} />;
    case 'mail':
      return <MailPlace mails={mail} persona={persona} />;
  }
}

function Places({ place, mails, pending }: { place: PlaceName; mails: number; pending: number }): VNode {
  const tab = (name: PlaceName, path: string, label: string, count: number) => (
    <a class="place" {...linkTo(path)} aria-current={place === name ? 'page' : undefined}>
      {label}
      {count > 0 ? <span class="count">{count}</span> : null}
    </a>
  );
  return (
    <nav class="places" aria-label="Places">
      {tab('workspace', '/', 'Slack', 0)}
      {tab('github', '/github', 'GitHub', pending)}
      {tab('mail', '/mail', 'Mailbox', mails)}
    </nav>
  );
}

interface YouProps {
  personas: readonly Persona[];
  me: string;
  become: (id: string) => void;
}

function You({ personas, me, become }: YouProps): VNode {
  const persona = personas.find(({ id }) => id === me);
  return (
    <label class="you">
      <span class="you-label">You are</span>
      <Avatar name={persona?.name ?? '?'} />
      <select
        aria-label="You are"
        value={me}
        onChange={(event) => become((event.currentTarget as HTMLSelectElement).value)}
      >
        {personas.map(({ id, name, about }) => (
          <option value={id} key={id}>
            {name} – {about}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Says all the time that nothing here is real, and what is broken on purpose. */
function Banner({ state }: { state: PageState }): VNode {
  const on = Object.entries(state.trouble ?? {}).filter(([, isOn]) => isOn);
  return (
    <aside class="banner" aria-label="Sandbox">
      <p>
        <strong>Sandbox:</strong> nothing here is real. No message and no mail leaves this computer.
      </p>
      {on.map(([name]) => (
        <span class="banner-trouble" key={name}>
          {TROUBLES[name as TroubleName].label}
        </span>
      ))}
      {state.isConnected ? null : (
        <span class="banner-trouble" role="alert">
          The sandbox does not answer. Is npm start still running? Trying again…
        </span>
      )}
    </aside>
  );
}
