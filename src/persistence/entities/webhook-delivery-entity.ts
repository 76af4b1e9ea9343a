import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** GitHub's delivery ids that were taken in, so that a redelivery has no effect. */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_age', ['receivedAt'])
export class WebhookDeliveryEntity {
  @PrimaryColumn({ type: 'text', name: 'delivery_id', primaryKeyConstraintName: 'webhook_deliveries_pkey' })
  deliveryId!: string;

  @Column({ type: 'text' })
  event!: string;

  @Column({ type: 'text', nullable: true })
  action!: string | null;

  @Column({ type: 'timestamptz', name: 'received_at', default: () => 'now()' })
  receivedAt!: Date;
}
