import type { DeliveryPayload } from './delivery.js';
import type { Clock, Database, Wake } from './ports.js';

/** A digest that somebody has clicked in. */
export type ClickedDigest = Omit<Extract<DeliveryPayload, { kind: 'digest-update' }>, 'kind' | 'clickedAt'>;

/** Brings a digest up to date in which somebody has just decided, or clicked on what was decided already. */
export async function refreshDigest(
  {
    database,
    clock,
    wake,
  }: { readonly database: Database; readonly clock: Clock; readonly wake: Pick<Wake, 'deliveries'> },
  clicked: ClickedDigest,
  trace: string,
): Promise<void> {
  const delivery = {
    tokenRequestId: null,
    payload: { kind: 'digest-update' as const, clickedAt: clock.now().toISOString(), ...clicked },
  };
  const isAdded = await database.deliveries.add({ ...delivery, unlessWaiting: true, urgent: true, trace });
  if (!isAdded) await database.deliveries.hurry(delivery);
  wake.deliveries();
}
