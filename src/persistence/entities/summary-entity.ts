import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type { SummaryKind } from '../../application/summary-ports.js';
import { OrganizationEntity } from './organization-entity.js';

/** The message that announces many new token requests of one organization together. */
@Entity('summaries')
@Check('summaries_kind_check', "kind IN ('burst', 'first-sync')")
@Index('summaries_last', ['organizationId', 'channel', 'lastJoinedAt'])
export class SummaryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'summaries_pkey',
  })
  id!: number;

  @Column({ type: 'bigint', name: 'organization_id' })
  organizationId!: number;

  @ManyToOne(() => OrganizationEntity)
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'summaries_organization' })
  organization!: Relation<OrganizationEntity>;

  @Column({ type: 'text' })
  channel!: string;

  @Column({ type: 'text' })
  kind!: SummaryKind;

  /** Slack's timestamp, which is the message's id in its channel; null until it is posted. */
  @Column({ type: 'text', nullable: true })
  ts!: string | null;

  /** Of the content that Slack shows, to leave out updates that change nothing. */
  @Column({ type: 'text', default: '' })
  digest!: string;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_joined_at' })
  lastJoinedAt!: Date;
}
