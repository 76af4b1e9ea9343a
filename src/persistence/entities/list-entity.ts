import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ListKind } from '../../application/list-ports.js';
import type { PageStart } from '../../application/search-ports.js';

/** A list of requests that somebody has open in a modal, with what is selected in it. */
@Entity('lists')
@Check('lists_kind_check', "kind IN ('pending', 'history', 'mine', 'found')")
@Index('lists_age', ['createdAt'])
export class ListEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'lists_pkey' })
  id!: string;

  @Column({ type: 'text', name: 'slack_user_id' })
  slackUserId!: string;

  @Column({ type: 'text' })
  kind!: ListKind;

  @Column({ type: 'text' })
  query!: string;

  /** Ids of token requests, in the order in which they were selected. */
  @Column({ type: 'bigint', array: true, default: [] })
  selected!: number[];

  /** Where the pages begin that lie before the one that is shown, and that one itself. */
  @Column({ type: 'jsonb', default: [] })
  pages!: PageStart[];

  /** Goes up with every change. */
  @Column({ type: 'integer', default: 0 })
  revision!: number;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
