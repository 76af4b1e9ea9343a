import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a log of GitHub's was read. */
@Entity('delivery_log_marks')
export class DeliveryLogMarkEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'delivery_log_marks_pkey' })
  name!: string;

  @Column({ type: 'timestamptz', name: 'read_until' })
  readUntil!: Date;

  /** Of GitHub's next page, while a reading has still to go on. */
  @Column({ type: 'text', name: 'next_cursor', nullable: true })
  nextCursor!: string | null;

  /** When that reading began. */
  @Column({ type: 'timestamptz', name: 'reading_since', nullable: true })
  readingSince!: Date | null;
}
