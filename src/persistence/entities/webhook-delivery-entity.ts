import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Webhooks by GitHub's delivery ids: those that wait to be taken in, and those that were, so that a redelivery has no effect. */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_age', ['receivedAt'])
@Index('webhook_deliveries_waiting', ['receivedAt', 'deliveryId'], { where: 'payload IS NOT NULL' })
@Index('webhook_deliveries_lane', ['lane', 'receivedAt', 'deliveryId'], { where: 'payload IS NOT NULL' })
export class WebhookDeliveryEntity {
  @PrimaryColumn({ type: 'text', name: 'delivery_id', primaryKeyConstraintName: 'webhook_deliveries_pkey' })
  deliveryId!: string;

  @Column({ type: 'text' })
  event!: string;

  @Column({ type: 'text', nullable: true })
  action!: string | null;

  @Column({ type: 'timestamptz', name: 'received_at', default: () => 'now()' })
  receivedAt!: Date;

  /** What it is about; of one lane, webhooks are taken in in the order in which they came. */
  @Column({ type: 'text', nullable: true })
  lane!: string | null;

  /** What is needed of it, as JSON, until it has been taken in. */
  @Column({ type: 'text', nullable: true })
  payload!: string | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;
}
