import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { TokenRequestEntity } from './token-request-entity.js';

@Entity('deliveries')
@Check('deliveries_state_check', "state IN ('pending', 'sending', 'sent', 'failed')")
@Index('deliveries_queue', ['nextAttemptAt', 'id'], { where: "state IN ('pending', 'sending')" })
@Index('deliveries_lane', ['lane', 'id'], { where: "state IN ('pending', 'sending')" })
@Index('deliveries_once', ['dedupeKey'], { unique: true, where: 'dedupe_key IS NOT NULL' })
@Index('deliveries_ledger_heads', ['id'], { where: "kind = 'ledger-head'" })
@Index('deliveries_reminders', { synchronize: false })
@Index('deliveries_failed', ['endedAt', 'id'], { where: "state = 'failed'" })
@Index('deliveries_of_request', ['tokenRequestId', 'id'])
export class DeliveryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'deliveries_pkey',
  })
  id!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'bigint', name: 'token_request_id', nullable: true })
  tokenRequestId!: number | null;

  @ManyToOne(() => TokenRequestEntity)
  @JoinColumn({ name: 'token_request_id', foreignKeyConstraintName: 'deliveries_request' })
  tokenRequest!: Relation<TokenRequestEntity>;

  /** Deliveries of one lane are sent one after the other, in the order of their ids. */
  @Column({ type: 'text' })
  lane!: string;

  @Column({ type: 'jsonb' })
  payload!: unknown;

  @Column({ type: 'text', name: 'dedupe_key', nullable: true })
  dedupeKey!: string | null;

  @Column({ type: 'text', default: 'pending' })
  state!: 'pending' | 'sending' | 'sent' | 'failed';

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at', default: () => 'now()' })
  nextAttemptAt!: Date;

  @Column({ type: 'timestamptz', name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;

  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  /** The message's id where it was sent: Slack's timestamp, or the mail's Message-ID. */
  @Column({ type: 'text', name: 'external_id', nullable: true })
  externalId!: string | null;

  @Column({ type: 'text' })
  trace!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** Of one that waits: when it was taken up again after it had failed. */
  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
