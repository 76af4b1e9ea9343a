import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailKind } from '../../application/preference-ports.js';

/** A kind of mail that an address does not want any more. */
@Entity('unwanted_mails')
@Check('unwanted_mails_kind_check', "kind IN ('decision', 'digest')")
export class UnwantedMailEntity {
  /** In lower case. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'unwanted_mails_pkey' })
  address!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'unwanted_mails_pkey' })
  kind!: MailKind;

  @Column({ type: 'timestamptz' })
  since!: Date;
}
