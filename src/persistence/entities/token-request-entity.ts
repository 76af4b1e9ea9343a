import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import type { Reminded } from '../../domain/reminders.js';
import type { TokenRequestState } from '../../domain/token-request.js';
import { OrganizationEntity } from './organization-entity.js';
import { SummaryEntity } from './summary-entity.js';

@Entity('token_requests')
@Unique('token_requests_github_id', ['organizationId', 'patRequestId'])
@Check(
  'token_requests_state_check',
  "state IN ('pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed')",
)
@Check('token_requests_reminded_check', 'reminded BETWEEN 0 AND 3')
@Check('token_requests_selection_check', "repository_selection IN ('none', 'all', 'subset')")
@Check(
  'token_requests_presentation_check',
  "CASE presentation WHEN 'summary' THEN summary_id IS NOT NULL WHEN 'card' THEN summary_id IS NULL ELSE presentation IS NULL AND summary_id IS NULL END",
)
@Index('token_requests_queue', ['organizationId', 'state', 'requestedAt', 'id'])
@Index('token_requests_requester', ['requesterId', 'state', 'requestedAt', 'id'])
@Index('token_requests_requester_login', { synchronize: false })
@Index('token_requests_waiting_of', { synchronize: false })
@Index('token_requests_expiry', ['tokenExpiresAt'], { where: "state = 'pending'" })
@Index('token_requests_waiting', ['requestedAt', 'id', 'organizationId'], { where: "state = 'pending'" })
@Index('token_requests_reminders', ['organizationId', 'remindAt', 'id'], {
  where: "state = 'pending' AND remind_at IS NOT NULL",
})
@Index('token_requests_repositories_age', ['organizationId', 'repositoriesReadAt'], {
  where: "state = 'pending' AND repository_selection = 'subset'",
})
@Index('token_requests_ended', { synchronize: false })
@Index('token_requests_all_repositories', { synchronize: false })
@Index('token_requests_token_name', { synchronize: false })
@Index('token_requests_text_pending', { synchronize: false })
@Index('token_requests_in_summary', ['summaryId', 'state'], { where: 'summary_id IS NOT NULL' })
@Index('token_requests_arrivals', ['organizationId', 'createdAt', 'id'], { where: 'announced' })
export class TokenRequestEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'token_requests_pkey',
  })
  id!: number;

  @Column({ type: 'bigint', name: 'organization_id' })
  organizationId!: number;

  @ManyToOne(() => OrganizationEntity)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'token_requests_organization' })
  organization!: Relation<OrganizationEntity>;

  @Column({ type: 'bigint', name: 'pat_request_id' })
  patRequestId!: number;

  @Column({ type: 'text' })
  state!: TokenRequestState;

  @Column({ type: 'bigint', name: 'requester_id' })
  requesterId!: number;

  @Column({ type: 'text', name: 'requester_login' })
  requesterLogin!: string;

  @Column({ type: 'bigint', name: 'token_id' })
  tokenId!: number;

  @Column({ type: 'text', name: 'token_name' })
  tokenName!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** False until GitHub's list has told whether the requester gave a reason. */
  @Column({ type: 'boolean', name: 'reason_known' })
  reasonKnown!: boolean;

  @Column({ type: 'text', name: 'repository_selection' })
  repositorySelection!: 'none' | 'all' | 'subset';

  @Column({ type: 'integer', name: 'repository_count', nullable: true })
  repositoryCount!: number | null;

  /** False until the repositories of a `subset` are stored. */
  @Column({ type: 'boolean', name: 'repositories_known' })
  repositoriesKnown!: boolean;

  /** When GitHub last told their names. */
  @Column({ type: 'timestamptz', name: 'repositories_read_at', default: () => 'now()' })
  repositoriesReadAt!: Date;

  /** Whether approvers are told of it; one that GitHub approved by itself (S13) is never announced. */
  @Column({ type: 'boolean' })
  announced!: boolean;

  /** How it was announced; null until then. */
  @Column({ type: 'text', nullable: true })
  presentation!: 'card' | 'summary' | null;

  /** Of which summary it is a part. */
  @Column({ type: 'bigint', name: 'summary_id', nullable: true })
  summaryId!: number | null;

  @ManyToOne(() => SummaryEntity)
  @JoinColumn({ name: 'summary_id', foreignKeyConstraintName: 'token_requests_summary' })
  summary!: Relation<SummaryEntity> | null;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', name: 'token_expires_at', nullable: true })
  tokenExpiresAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'token_last_used_at', nullable: true })
  tokenLastUsedAt!: Date | null;

  /** How far somebody was reminded of it. */
  @Column({ type: 'smallint', default: 0 })
  reminded!: Reminded;

  /** When it is to be looked at whether a reminder is due; null: never. */
  @Column({ type: 'timestamptz', name: 'remind_at', nullable: true, default: () => 'now()' })
  remindAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
