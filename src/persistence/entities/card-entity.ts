import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { TokenRequestEntity } from './token-request-entity.js';

@Entity('cards')
@Unique('cards_place', ['tokenRequestId', 'channel'])
export class CardEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'cards_pkey',
  })
  id!: number;

  @Column({ type: 'bigint', name: 'token_request_id' })
  tokenRequestId!: number;

  @ManyToOne(() => TokenRequestEntity)
  @JoinColumn({ name: 'token_request_id', foreignKeyConstraintName: 'cards_request' })
  tokenRequest!: Relation<TokenRequestEntity>;

  @Column({ type: 'text' })
  channel!: string;

  /** Slack's timestamp, which is the message's id in its channel. */
  @Column({ type: 'text' })
  ts!: string;

  /** Of the content that Slack shows, to leave out updates that change nothing. */
  @Column({ type: 'text' })
  digest!: string;

  @Column({ type: 'timestamptz', name: 'posted_at', default: () => 'now()' })
  postedAt!: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
