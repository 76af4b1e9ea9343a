import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** Whether the database takes writes. A full disk is seen by nobody who only reads. */
export interface WriteHealth {
  /** Rejects with the reason when it does not. */
  check(): Promise<void>;
}

/** Out of disk or memory (53…), an I/O error, a database that is only to be read. */
const REFUSES_WRITES = /^(53\d\d\d|58030|25006)$/;
const DISK_FULL = '53100';
/** More than fits into what is free inside a table's files: on a full disk, small writes go on for a while. */
const PROBE_BYTES = 256 * 1_024;

/** Remembers that the database has refused a write, until a larger one than any of ours would succeed. */
export function watchWrites(dataSource: DataSource): WriteHealth {
  let refusal: { readonly code: string } | undefined;
  let probing: Promise<void> | undefined;
  dataSource.subscribers.push({
    afterQuery({ error }) {
      const code = (error as { code?: unknown } | undefined)?.code;
      if (typeof code === 'string' && REFUSES_WRITES.test(code)) refusal = { code };
    },
  });
  /** A write that is refused meanwhile is not forgotten because this one succeeds. */
  const prove = async () => {
    const known = refusal;
    const succeeds = await probe(dataSource).then(
      () => true,
      () => false,
    );
    if (succeeds && refusal === known) refusal = undefined;
  };
  return {
    async check() {
      if (await isReadOnly(dataSource)) throw new Error('takes no writes: it is read-only');
      if (refusal === undefined) return;
      // A process that is not ready is sent no work, so no write of ours would show that it is mended.
      probing ??= prove().finally(() => {
        probing = undefined;
      });
      await probing;
      if (refusal !== undefined) throw new Error(`takes no writes: ${inWords(refusal.code)}`);
    },
  };
}

function inWords(code: string): string {
  return code === DISK_FULL ? `the disk is full (SQLSTATE ${code})` : `SQLSTATE ${code}`;
}

async function isReadOnly(dataSource: DataSource): Promise<boolean> {
  const [row]: { readOnly: boolean }[] = await dataSource.query(
    `SELECT current_setting('transaction_read_only') = 'on' AS "readOnly"`,
  );
  return row?.readOnly === true;
}

/** Writes, and takes it back. */
async function probe(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    // Random, for PostgreSQL compresses.
    const text = randomBytes(PROBE_BYTES / 2).toString('hex');
    await runner.query('INSERT INTO webhook_deliveries (delivery_id, event) VALUES (gen_random_uuid(), $1)', [
      text,
    ]);
  } finally {
    await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}
