import { type EntityManager, LessThan } from 'typeorm';
import type { WebhookDeliveries } from '../application/ports.js';
import { WebhookDeliveryEntity } from './entities/webhook-delivery-entity.js';

export function createWebhookDeliveries(manager: EntityManager): WebhookDeliveries {
  return {
    async remember({ deliveryId, event, action }) {
      const inserted: unknown[] = await manager.query(
        `INSERT INTO webhook_deliveries (delivery_id, event, action) VALUES ($1, $2, $3)
         ON CONFLICT (delivery_id) DO NOTHING RETURNING delivery_id`,
        [deliveryId, event, action],
      );
      return inserted.length === 1;
    },
    async forgetBefore(instant) {
      await manager.delete(WebhookDeliveryEntity, { receivedAt: LessThan(instant) });
    },
  };
}
