import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { LedgerData } from '../../domain/ledger.js';

/** A change on the record; the database refuses to change or delete it. */
@Entity('ledger_entries')
@Unique('ledger_entries_uid', ['uid'])
@Check('ledger_entries_number', 'id > 0')
@Index('ledger_entries_number_on_github', { synchronize: false })
@Index('ledger_entries_organization', ['organizationId', 'id'])
@Index('ledger_entries_request', ['tokenRequestId'])
@Index('ledger_entries_settings', ['id'], { where: "kind = 'settings-changed'" })
export class LedgerEntryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'ledger_entries_pkey',
  })
  id!: number;

  /** Stands for the entry in its seal, since the id is given only when it is stored. */
  @Column({ type: 'uuid' })
  uid!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'bigint', name: 'organization_id', nullable: true })
  organizationId!: number | null;

  @Column({ type: 'bigint', name: 'token_request_id', nullable: true })
  tokenRequestId!: number | null;

  @Column({ type: 'bigint', name: 'decision_id', nullable: true })
  decisionId!: number | null;

  /** What is nobody's personal data. */
  @Column({ type: 'jsonb' })
  data!: LedgerData;

  /** Role → salted digest, in hex, of a row of `ledger_people`. */
  @Column({ type: 'jsonb' })
  people!: Record<string, string>;

  @Column({ type: 'text' })
  trace!: string;

  /** The signature of the process that wrote it; null where no key was configured. */
  @Column({ type: 'bytea', nullable: true })
  mac!: Buffer | null;
}
