import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { TokenRequestEntity } from './token-request-entity.js';

@Entity('token_request_repositories')
@Index('token_request_repositories_full_name', { synchronize: false })
@Index('token_request_repositories_name', { synchronize: false })
export class TokenRequestRepositoryEntity {
  @PrimaryColumn({
    type: 'bigint',
    name: 'token_request_id',
    primaryKeyConstraintName: 'token_request_repositories_pkey',
  })
  tokenRequestId!: number;

  @ManyToOne(() => TokenRequestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'token_request_id', foreignKeyConstraintName: 'token_request_repositories_request' })
  tokenRequest!: Relation<TokenRequestEntity>;

  @PrimaryColumn({
    type: 'bigint',
    name: 'repository_id',
    primaryKeyConstraintName: 'token_request_repositories_pkey',
  })
  repositoryId!: number;

  @Column({ type: 'text', name: 'full_name' })
  fullName!: string;

  @Column({ type: 'boolean' })
  private!: boolean;
}
