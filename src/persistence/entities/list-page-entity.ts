import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OrganizationEntity } from './organization-entity.js';

/** A page of an organization's pending list as GitHub showed it last. */
@Entity('list_pages')
export class ListPageEntity {
  @PrimaryColumn({
    type: 'bigint',
    name: 'organization_id',
    primaryKeyConstraintName: 'list_pages_pkey',
  })
  organizationId!: number;

  @ManyToOne(() => OrganizationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'list_pages_organization' })
  organization!: Relation<OrganizationEntity>;

  /** From 1. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'list_pages_pkey' })
  page!: number;

  /** How it was asked for and read: another shape is another page. */
  @Column({ type: 'text' })
  shape!: string;

  /** GitHub's. */
  @Column({ type: 'text' })
  etag!: string;

  @Column({ type: 'boolean', name: 'has_next' })
  hasNext!: boolean;

  /** GitHub's id of each request → the digest of what was listed. */
  @Column({ type: 'jsonb' })
  requests!: Record<string, string>;
}
