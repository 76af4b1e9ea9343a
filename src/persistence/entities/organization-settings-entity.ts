import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OrganizationEntity } from './organization-entity.js';

/** What the owners of an organization have chosen. */
@Entity('organization_settings')
export class OrganizationSettingsEntity {
  @PrimaryColumn({
    type: 'bigint',
    name: 'organization_id',
    primaryKeyConstraintName: 'organization_settings_pkey',
  })
  organizationId!: number;

  @OneToOne(() => OrganizationEntity)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'organization_settings_organization' })
  organization!: Relation<OrganizationEntity>;

  @Column({ type: 'jsonb', default: {} })
  chosen!: object;
}
