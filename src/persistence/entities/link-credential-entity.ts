import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { LinkEntity } from './link-entity.js';

/** A user access token of the GitHub App, with which its person decides. */
@Entity('link_credentials')
@Index('link_credentials_of', ['slackUserId'], { unique: true })
export class LinkCredentialEntity {
  @PrimaryColumn({
    type: 'bigint',
    name: 'github_user_id',
    primaryKeyConstraintName: 'link_credentials_pkey',
  })
  githubUserId!: number;

  @Column({ type: 'text', name: 'slack_user_id' })
  slackUserId!: string;

  @ManyToOne(() => LinkEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'slack_user_id', foreignKeyConstraintName: 'link_credentials_link' })
  link!: Relation<LinkEntity>;

  /** Access token and refresh token, encrypted. */
  @Column({ type: 'text' })
  sealed!: string;

  /** Another one with every other pair of tokens, so that nobody overwrites what they have not read. */
  @Column({ type: 'uuid' })
  version!: string;

  /** False while it is encrypted with a key that is not at hand. */
  @Column({ type: 'boolean', default: true })
  readable!: boolean;

  /** Null: it never does. */
  @Column({ type: 'timestamptz', name: 'access_expires_at', nullable: true })
  accessExpiresAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'refresh_expires_at', nullable: true })
  refreshExpiresAt!: Date | null;

  /** Until then one process is changing them at GitHub, which ends the old ones; nobody else may. */
  @Column({ type: 'timestamptz', name: 'refreshing_until', nullable: true })
  refreshingUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
