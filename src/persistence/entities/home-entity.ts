import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody's App Home as it was published last. */
@Entity('homes')
@Index('homes_opened', ['openedAt'])
export class HomeEntity {
  @PrimaryColumn({ type: 'text', name: 'slack_user_id', primaryKeyConstraintName: 'homes_pkey' })
  slackUserId!: string;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;

  /** Of the content that Slack shows, to leave out updates that change nothing. */
  @Column({ type: 'text' })
  digest!: string;
}
