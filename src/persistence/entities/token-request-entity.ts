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
import type { TokenRequestState } from '../../domain/token-request.js';
import { OrganizationEntity } from './organization-entity.js';

@Entity('token_requests')
@Unique('token_requests_github_id', ['organizationId', 'patRequestId'])
@Check(
  'token_requests_state_check',
  "state IN ('pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed')",
)
@Check('token_requests_selection_check', "repository_selection IN ('none', 'all', 'subset')")
@Index('token_requests_queue', ['organizationId', 'state', 'requestedAt', 'id'])
@Index('token_requests_requester', ['requesterId', 'state', 'requestedAt', 'id'])
@Index('token_requests_requester_login', { synchronize: false })
@Index('token_requests_expiry', ['tokenExpiresAt'], { where: "state = 'pending'" })
@Index('token_requests_waiting', ['requestedAt', 'id', 'organizationId'], { where: "state = 'pending'" })
@Index('token_requests_ended', { synchronize: false })
@Index('token_requests_all_repositories', { synchronize: false })
@Index('token_requests_token_name', { synchronize: false })
@Index('token_requests_text_pending', { synchronize: false })
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

  /** Whether it has a card; one that GitHub approved by itself (S13) never gets any. */
  @Column({ type: 'boolean' })
  announced!: boolean;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', name: 'token_expires_at', nullable: true })
  tokenExpiresAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'token_last_used_at', nullable: true })
  tokenLastUsedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
