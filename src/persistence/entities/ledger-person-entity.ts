import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { LedgerFields } from '../../domain/ledger.js';
import { LedgerEntryEntity } from './ledger-entry-entity.js';

const PRIMARY_KEY = 'ledger_people_pkey';

/** All that is personal in an entry. Rows may be deleted, which is how somebody is erased; never changed. */
@Entity('ledger_people')
@Index('ledger_people_github_user', ['githubUserId'])
@Index('ledger_people_login', { synchronize: false })
export class LedgerPersonEntity {
  @PrimaryColumn({ type: 'bigint', name: 'entry_id', primaryKeyConstraintName: PRIMARY_KEY })
  entryId!: number;

  @ManyToOne(() => LedgerEntryEntity)
  @JoinColumn({ name: 'entry_id', foreignKeyConstraintName: 'ledger_people_entry' })
  entry!: Relation<LedgerEntryEntity>;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: PRIMARY_KEY })
  role!: string;

  @Column({ type: 'bytea' })
  salt!: Buffer;

  @Column({ type: 'bigint', name: 'github_user_id', nullable: true })
  githubUserId!: number | null;

  @Column({ type: 'text', name: 'slack_user_id', nullable: true })
  slackUserId!: string | null;

  @Column({ type: 'jsonb' })
  fields!: LedgerFields;
}
