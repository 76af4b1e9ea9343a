import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { LedgerEntryEntity } from './ledger-entry-entity.js';

/** A link of the chain; the database refuses to change or delete it. */
@Entity('ledger_seals')
@Unique('ledger_seals_once', ['entryId'])
@Check('ledger_seals_number', 'seq > 0')
export class LedgerSealEntity {
  /** From 1 on, without a gap. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'ledger_seals_pkey' })
  seq!: number;

  @Column({ type: 'bigint', name: 'entry_id' })
  entryId!: number;

  @OneToOne(() => LedgerEntryEntity)
  @JoinColumn({ name: 'entry_id', foreignKeyConstraintName: 'ledger_seals_entry' })
  entry!: Relation<LedgerEntryEntity>;

  @Column({ type: 'bytea' })
  seal!: Buffer;

  /** Of the key with which it was made. */
  @Column({ type: 'text', name: 'key_id' })
  keyId!: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'sealed_at' })
  sealedAt!: Date;
}
