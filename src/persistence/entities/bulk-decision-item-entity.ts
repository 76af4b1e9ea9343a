import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { BulkRefusal } from '../../domain/bulk-decision.js';
import { BulkDecisionEntity } from './bulk-decision-entity.js';
import { DecisionEntity } from './decision-entity.js';
import { TokenRequestEntity } from './token-request-entity.js';

const PRIMARY_KEY = 'bulk_decision_items_pkey';

/** One of the requests of a bulk decision, frozen when it was drafted. */
@Entity('bulk_decision_items')
@Index('bulk_decision_items_of_request', ['tokenRequestId'])
@Index('bulk_decision_items_of_decision', ['decisionId'], { where: 'decision_id IS NOT NULL' })
export class BulkDecisionItemEntity {
  @PrimaryColumn({ type: 'bigint', name: 'bulk_id', primaryKeyConstraintName: PRIMARY_KEY })
  bulkId!: number;

  @ManyToOne(() => BulkDecisionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'bulk_decision_items_bulk' })
  bulk!: Relation<BulkDecisionEntity>;

  @PrimaryColumn({ type: 'bigint', name: 'token_request_id', primaryKeyConstraintName: PRIMARY_KEY })
  tokenRequestId!: number;

  @ManyToOne(() => TokenRequestEntity)
  @JoinColumn({ name: 'token_request_id', foreignKeyConstraintName: 'bulk_decision_items_request' })
  tokenRequest!: Relation<TokenRequestEntity>;

  /** In the order in which they were selected. */
  @Column({ type: 'integer' })
  position!: number;

  /** Null when nothing was claimed for it. */
  @Column({ type: 'bigint', name: 'decision_id', nullable: true })
  decisionId!: number | null;

  @ManyToOne(() => DecisionEntity)
  @JoinColumn({ name: 'decision_id', foreignKeyConstraintName: 'bulk_decision_items_decision' })
  decision!: Relation<DecisionEntity> | null;

  /** Why nothing was claimed for it. */
  @Column({ type: 'text', nullable: true })
  refusal!: BulkRefusal | null;

  /** When its requester was told what was decided; null before, or when nothing was. */
  @Column({ type: 'timestamptz', name: 'told_at', nullable: true })
  toldAt!: Date | null;
}
