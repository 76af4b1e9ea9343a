import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody's App Home as it was published last. */
@Entity('homes')
@Index('homes_opened', ['openedAt'])
export class HomeEntity {
  @PrimaryColumn({ type: 'text', name: 'slack_user_id', primaryKeyConstraintName: 'homes_pkey' })
  slackUserId!: string;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;

  /** The opening for which it was filled from all organizations. */
  @Column({ type: 'timestamptz', name: 'filled_at', nullable: true })
  filledAt!: Date | null;

  /** Whose own requests it shows, on GitHub. */
  @Column({ type: 'text', nullable: true })
  login!: string | null;

  /** Of which it shows requests as to an owner. */
  @Column({ type: 'bigint', name: 'organization_ids', array: true, default: [] })
  organizationIds!: number[];

  /** Null: it is brought up to date at once. */
  @Column({ type: 'timestamptz', name: 'refreshed_at', nullable: true })
  refreshedAt!: Date | null;

  /** How often it was brought up to date lately. */
  @Column({ type: 'double precision', default: 0 })
  busy!: number;

  /** Since when GitHub has not said all that it should show. */
  @Column({ type: 'timestamptz', name: 'silent_since', nullable: true })
  silentSince!: Date | null;

  /** Of the content that Slack shows, to leave out updates that change nothing. */
  @Column({ type: 'text', default: '' })
  digest!: string;
}
