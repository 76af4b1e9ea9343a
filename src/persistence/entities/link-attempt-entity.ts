import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { LinkResume } from '../../application/link-attempt.js';

/** One way of a person through GitHub's sign-in; nothing secret is stored as it is, only hashes and encrypted. */
@Entity('link_attempts')
@Unique('link_attempts_ticket', ['ticketHash'])
@Unique('link_attempts_state', ['stateHash'])
@Check('link_attempts_state_check', "state IN ('offered', 'started', 'returned', 'authorized', 'ended')")
@Index('link_attempts_browser', ['browserHash'])
@Index('link_attempts_age', ['expiresAt'])
export class LinkAttemptEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'link_attempts_pkey' })
  id!: string;

  /** Of what stands in the link that Slack showed. */
  @Column({ type: 'bytea', name: 'ticket_hash' })
  ticketHash!: Buffer;

  @Column({ type: 'text', name: 'slack_user_id' })
  slackUserId!: string;

  /** What the person wanted to do. */
  @Column({ type: 'jsonb', nullable: true })
  resume!: LinkResume | null;

  @Column({ type: 'text' })
  state!: 'offered' | 'started' | 'returned' | 'authorized' | 'ended';

  /** Of OAuth's `state`. */
  @Column({ type: 'bytea', name: 'state_hash', nullable: true })
  stateHash!: Buffer | null;

  /** Of the cookie of the browser that opened the link. */
  @Column({ type: 'bytea', name: 'browser_hash', nullable: true })
  browserHash!: Buffer | null;

  @Column({ type: 'bigint', name: 'github_user_id', nullable: true })
  githubUserId!: number | null;

  @Column({ type: 'text', name: 'github_login', nullable: true })
  githubLogin!: string | null;

  /** PKCE's verifier while GitHub has the person, then their tokens until they confirm; encrypted. */
  @Column({ type: 'text', nullable: true })
  sealed!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;
}
