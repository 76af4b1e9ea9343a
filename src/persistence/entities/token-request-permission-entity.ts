import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { PermissionGroup, PermissionLevel } from '../../domain/token-request.js';
import { TokenRequestEntity } from './token-request-entity.js';

const PRIMARY_KEY = 'token_request_permissions_pkey';

@Entity('token_request_permissions')
@Check('token_request_permissions_group_check', "permission_group IN ('organization', 'repository', 'other')")
@Check('token_request_permissions_level_check', "level IN ('read', 'write', 'admin')")
@Index('token_request_permissions_name', ['name', 'level', 'tokenRequestId'])
export class TokenRequestPermissionEntity {
  @PrimaryColumn({ type: 'bigint', name: 'token_request_id', primaryKeyConstraintName: PRIMARY_KEY })
  tokenRequestId!: number;

  @ManyToOne(() => TokenRequestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'token_request_id', foreignKeyConstraintName: 'token_request_permissions_request' })
  tokenRequest!: Relation<TokenRequestEntity>;

  @PrimaryColumn({ type: 'text', name: 'permission_group', primaryKeyConstraintName: PRIMARY_KEY })
  group!: PermissionGroup;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: PRIMARY_KEY })
  name!: string;

  @Column({ type: 'text' })
  level!: PermissionLevel;
}
