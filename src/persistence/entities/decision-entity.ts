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
import type { DecisionAction, DecisionPath, DecisionState } from '../../domain/decision.js';
import { BulkDecisionEntity } from './bulk-decision-entity.js';
import { TokenRequestEntity } from './token-request-entity.js';

@Entity('decisions')
@Check('decisions_action_check', "action IN ('approve', 'deny')")
@Check('decisions_path_check', "path IN ('card', 'deny-modal', 'details-modal', 'home', 'list', 'github')")
@Check('decisions_decided_as_check', "decided_as IN ('app', 'owner')")
@Check(
  'decisions_state_check',
  "state IN ('asked', 'checking', 'sent', 'done', 'refused', 'released', 'superseded', 'lost')",
)
@Index('decisions_one_open', ['tokenRequestId'], {
  unique: true,
  where: "state IN ('asked', 'checking', 'sent')",
})
@Index('decisions_of_request', ['tokenRequestId', 'id'])
@Index('decisions_decider', { synchronize: false })
@Index('decisions_of_bulk', ['bulkId', 'id'], { where: 'bulk_id IS NOT NULL' })
@Index('decisions_queue', ['nextAttemptAt'], { where: "state IN ('asked', 'checking', 'sent')" })
export class DecisionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'decisions_pkey',
  })
  id!: number;

  @Column({ type: 'bigint', name: 'token_request_id' })
  tokenRequestId!: number;

  @ManyToOne(() => TokenRequestEntity)
  @JoinColumn({ name: 'token_request_id', foreignKeyConstraintName: 'decisions_request' })
  tokenRequest!: Relation<TokenRequestEntity>;

  /** The decision of many at once that this one is a part of. */
  @Column({ type: 'bigint', name: 'bulk_id', nullable: true })
  bulkId!: number | null;

  @ManyToOne(() => BulkDecisionEntity)
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'decisions_bulk' })
  bulk!: Relation<BulkDecisionEntity> | null;

  @Column({ type: 'text' })
  action!: DecisionAction;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text' })
  path!: DecisionPath;

  @Column({ type: 'bigint', name: 'github_user_id' })
  githubUserId!: number;

  @Column({ type: 'text', name: 'github_login' })
  githubLogin!: string;

  @Column({ type: 'text', name: 'slack_user_id', nullable: true })
  slackUserId!: string | null;

  /** Whose token the call to GitHub carried; null when the decision was made on GitHub itself. */
  @Column({ type: 'text', name: 'decided_as', nullable: true })
  decidedAs!: 'app' | 'owner' | null;

  /** The GitHub team, `acme/security`, on whose delegation somebody decided who is no owner. */
  @Column({ type: 'text', name: 'delegated_by', nullable: true })
  delegatedBy!: string | null;

  @Column({ type: 'text' })
  state!: DecisionState;

  @Column({ type: 'timestamptz', name: 'asked_at' })
  askedAt!: Date;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column({ type: 'timestamptz', name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  /** When GitHub promised (202) to carry a bulk call out. */
  @Column({ type: 'timestamptz', name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  /** GitHub's page where the approver can mend it. */
  @Column({ type: 'text', name: 'failure_link', nullable: true })
  failureLink!: string | null;

  @Column({ type: 'text' })
  trace!: string;
}
