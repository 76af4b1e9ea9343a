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

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
