import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BulkDecisionEntity } from './bulk-decision-entity.js';

const PRIMARY_KEY = 'bulk_decision_requesters_pkey';

/** Somebody whose requests a bulk decision decides: they are told once, of all of them. */
@Entity('bulk_decision_requesters')
export class BulkDecisionRequesterEntity {
  @PrimaryColumn({ type: 'bigint', name: 'bulk_id', primaryKeyConstraintName: PRIMARY_KEY })
  bulkId!: number;

  @ManyToOne(() => BulkDecisionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'bulk_decision_requesters_bulk' })
  bulk!: Relation<BulkDecisionEntity>;

  /** GitHub's. */
  @PrimaryColumn({ type: 'bigint', name: 'requester_id', primaryKeyConstraintName: PRIMARY_KEY })
  requesterId!: number;

  /** When they were told; what ends later is told by itself. */
  @Column({ type: 'timestamptz', name: 'told_at', nullable: true })
  toldAt!: Date | null;
}
