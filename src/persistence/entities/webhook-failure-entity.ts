import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A webhook that GitHub could not deliver, and how often we have asked for it again. */
@Entity('webhook_failures')
@Index('webhook_failures_queue', ['nextAttemptAt'])
@Index('webhook_failures_age', ['deliveredAt'])
export class WebhookFailureEntity {
  /** The same in every attempt: `X-GitHub-Delivery`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'webhook_failures_pkey' })
  guid!: string;

  /** GitHub's id of an attempt, by which it is asked for; a number cannot hold it, so queries read it as text. */
  @Column({ type: 'bigint', name: 'delivery_id' })
  deliveryId!: string;

  @Column({ type: 'text' })
  event!: string;

  @Column({ type: 'text', nullable: true })
  action!: string | null;

  /** With which the last attempt that we know of ended. */
  @Column({ type: 'integer', name: 'status_code' })
  statusCode!: number;

  /** Of the first attempt: about when it happened. */
  @Column({ type: 'timestamptz', name: 'delivered_at' })
  deliveredAt!: Date;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at' })
  nextAttemptAt!: Date;
}
