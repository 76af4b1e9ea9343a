import type { Records } from './ports.js';

/** Where what concerns an organization is posted: where its owners have chosen, else where the operator has. */
export async function channelOf(
  records: Pick<Records, 'organizationSettings'>,
  usual: string,
  organizationId: number,
): Promise<string> {
  return (await records.organizationSettings.find(organizationId)).channel ?? usual;
}
