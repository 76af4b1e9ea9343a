import { createServer } from 'node:net';
import { isErrno, readIfThere, replaceFile } from './embedded-postgres-files.js';

/**
 * Returns the port to listen on: the wanted one, or else the one in the file (that of earlier starts), or, when
 * that is taken or there is none, a free one, which is written to the file.
 */
export async function choosePort(file: string, wanted?: number): Promise<number> {
  if (wanted !== undefined) return await requirePort(wanted);
  const kept = Number((await readIfThere(file))?.trim());
  if (kept > 0 && (await probe(kept)) === kept) return kept;
  const port = (await probe(0)) as number;
  await replaceFile(file, `${port}\n`);
  return port;
}

async function requirePort(port: number): Promise<number> {
  if ((await probe(port)) === port) return port;
  throw new Error(
    `Port ${port} of 127.0.0.1, wanted for the embedded PostgreSQL, is taken by another program.`,
  );
}

/** Listens for an instant; undefined when the port is taken. */
function probe(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if (isErrno(error, 'EADDRINUSE', 'EACCES')) resolve(undefined);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
