import { useEffect, useState } from 'preact/hooks';

const MOVED = 'page-moved';

/** Shows another address of this page without loading it anew. */
export function go(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new Event(MOVED));
}

/** The path of the page, kept up to date. */
export function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const update = () => setPath(location.pathname);
    addEventListener('popstate', update);
    addEventListener(MOVED, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(MOVED, update);
    };
  }, []);
  return path;
}

/** For a link: its attributes, so that addresses of this page open in it and all others in a tab of their own. */
export function linkTo(url: string): {
  href: string;
  target?: string;
  rel?: string;
  onClick?: (e: Event) => void;
} {
  const own = ownPath(url);
  if (own === undefined) return { href: url, target: '_blank', rel: 'noopener noreferrer' };
  return {
    href: own,
    onClick(event) {
      const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
      if (ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      go(own);
    },
  };
}

function ownPath(url: string): string | undefined {
  const here = globalThis.location;
  if (!here) return undefined;
  const { hostname, port, pathname } = new URL(url, here.href);
  const isOurs = ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && port === here.port;
  // GitHub's sign-in is no place of this page, though it has an address below it.
  return isOurs && !pathname.startsWith('/github/login/') ? pathname : undefined;
}

/** True for addresses that a link may lead to; `javascript:` and the like stay text. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url) && URL.canParse(url);
}
