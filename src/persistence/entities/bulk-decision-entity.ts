import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { BulkState } from '../../domain/bulk-decision.js';
import type { DecisionAction } from '../../domain/decision.js';

@Entity('bulk_decisions')
@Check('bulk_decisions_state_check', "state IN ('drafted', 'asked', 'ended')")
@Check('bulk_decisions_action_check', "action IN ('approve', 'deny')")
@Index('bulk_decisions_drafts', ['createdAt'], { where: "state = 'drafted'" })
export class BulkDecisionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'bulk_decisions_pkey',
  })
  id!: number;

  @Column({ type: 'text' })
  state!: BulkState;

  @Column({ type: 'text', name: 'slack_user_id' })
  slackUserId!: string;

  @Column({ type: 'text', nullable: true })
  action!: DecisionAction | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** Of the modal that shows the progress, as long as it is open. */
  @Column({ type: 'text', name: 'view_id', nullable: true })
  viewId!: string | null;

  /** Of the direct message to the approver that shows the progress and the results. */
  @Column({ type: 'text', name: 'message_channel', nullable: true })
  messageChannel!: string | null;

  @Column({ type: 'text', name: 'message_ts', nullable: true })
  messageTs!: string | null;

  /** Stands for what the message and the modal show; '' while that is not known. */
  @Column({ type: 'text', default: '' })
  shown!: string;

  @Column({ type: 'text' })
  trace!: string;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
