import { useEffect, useState } from 'preact/hooks';

const TICK_MS = 20_000;

/** The time, fresh enough for "2 minutes ago". */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
