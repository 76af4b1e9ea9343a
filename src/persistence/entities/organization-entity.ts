import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type OrganizationState = 'installed' | 'suspended' | 'uninstalled';

@Entity('organizations')
@Check('organizations_state_check', "state IN ('installed', 'suspended', 'uninstalled')")
@Index('organizations_login', { synchronize: false })
export class OrganizationEntity {
  /** GitHub's. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'organizations_pkey' })
  id!: number;

  @Column({ type: 'text' })
  login!: string;

  @Column({ type: 'bigint', name: 'installation_id', nullable: true })
  installationId!: number | null;

  @Column({ type: 'text', default: 'installed' })
  state!: OrganizationState;

  @Column({ type: 'timestamptz', name: 'synced_at', nullable: true })
  syncedAt!: Date | null;

  /** When GitHub was asked where the App is, and said so; null before. */
  @Column({ type: 'timestamptz', name: 'state_seen_at', nullable: true })
  stateSeenAt!: Date | null;

  /** When its pending list was last read without regard to what GitHub says has not changed. */
  @Column({ type: 'timestamptz', name: 'listed_in_full_at', nullable: true })
  listedInFullAt!: Date | null;

  /** Stands for the settings that hold for what waits there; null while none were looked at. */
  @Column({ type: 'text', name: 'settings_followed', nullable: true })
  settingsFollowed!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
