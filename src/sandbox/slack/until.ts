import type { Workspace } from './workspace.js';

const pollMs = 20;

type Falsy = undefined | null | false | '' | 0;

/** Resolves with the first truthy value of `look`, asked again whenever something happens; rejects after `ms`. */
export function until<T>(workspace: Workspace, look: () => T | Falsy, ms = 5000): Promise<T> {
  const happenings = ['change', 'call', 'request', 'idle'];
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      clearInterval(poll);
      for (const name of happenings) workspace.emitter.off(name, attempt);
    };
    const attempt = () => {
      try {
        const seen = look();
        if (!seen) return;
        stop();
        resolve(seen);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    // Neither keeps a process alive: the workspace's server does, as long as it is open.
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`not seen within ${ms} ms: ${look.toString()}`));
    }, ms).unref();
    // What is looked at may lie outside the workspace, where nothing tells of changes.
    const poll = setInterval(attempt, pollMs).unref();
    for (const name of happenings) workspace.emitter.on(name, attempt);
    attempt();
  });
}
