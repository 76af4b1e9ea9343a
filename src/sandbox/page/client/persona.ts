import { useEffect, useState } from 'preact/hooks';
import type { Persona } from '../page-state.js';

const KEY = 'patrol-sandbox-as';
const FIRST = 'U0OLIVIA';

/** Who this tab is: another tab may be somebody else. `?as=mona` chooses at once. */
export function usePersona(personas: readonly Persona[] | undefined): [string, (id: string) => void] {
  const [id, setId] = useState(() => sessionStorage.getItem(KEY) ?? FIRST);
  const choose = (chosen: string) => {
    sessionStorage.setItem(KEY, chosen);
    setId(chosen);
  };
  useEffect(() => {
    const wanted = new URLSearchParams(location.search).get('as');
    const found = personas?.find((persona) => persona.login === wanted || persona.id === wanted);
    if (!personas || !wanted) return;
    history.replaceState(null, '', location.pathname);
    if (found) choose(found.id);
  }, [personas]);
  return [id, choose];
}
