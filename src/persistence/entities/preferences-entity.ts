import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Unwanted } from '../../domain/preferences.js';

/** What a person has chosen, and what Slack says of their language and time zone. */
@Entity('preferences')
export class PreferencesEntity {
  @PrimaryColumn({ type: 'text', name: 'slack_user_id', primaryKeyConstraintName: 'preferences_pkey' })
  slackUserId!: string;

  @Column({ type: 'text', nullable: true })
  language!: string | null;

  @Column({ type: 'text', name: 'time_zone', nullable: true })
  timeZone!: string | null;

  @Column({ type: 'text', array: true, default: '{}' })
  unwanted!: Unwanted[];

  @Column({ type: 'boolean', default: false })
  muted!: boolean;

  @Column({ type: 'text', name: 'slack_locale', nullable: true })
  slackLocale!: string | null;

  @Column({ type: 'text', name: 'slack_time_zone', nullable: true })
  slackTimeZone!: string | null;

  @Column({ type: 'timestamptz', name: 'slack_read_at', nullable: true })
  slackReadAt!: Date | null;
}
