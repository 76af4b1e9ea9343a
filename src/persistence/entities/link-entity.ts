import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A pair of a Slack user and a GitHub user. */
@Entity('links')
@Unique('links_github_user', ['githubUserId'])
@Check('links_known_by', 'github_user_id IS NOT NULL OR operator_login IS NOT NULL')
@Index('links_login', { synchronize: false })
@Index('links_operator_login', { synchronize: false })
export class LinkEntity {
  @PrimaryColumn({ type: 'text', name: 'slack_user_id', primaryKeyConstraintName: 'links_pkey' })
  slackUserId!: string;

  /** Null while GitHub has not said who has the login that the operator named. */
  @Column({ type: 'bigint', name: 'github_user_id', nullable: true })
  githubUserId!: number | null;

  /** As GitHub said it last; a login can be renamed, and then be somebody else's. */
  @Column({ type: 'text', name: 'github_login' })
  githubLogin!: string;

  /** As it stands in SLACK_GITHUB_USERS; null for a link that its person made. */
  @Column({ type: 'text', name: 'operator_login', nullable: true })
  operatorLogin!: string | null;

  @Column({ type: 'timestamptz', name: 'linked_at' })
  linkedAt!: Date;
}
