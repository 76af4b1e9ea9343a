import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

export interface DatabaseProxy {
  /** The same database, through the proxy. */
  readonly url: string;
  /** Breaks every connection. */
  cut(): void;
  /** While refused, no connection is taken. */
  refuse(refused: boolean): void;
  close(): Promise<void>;
}

/** Stands between the program and PostgreSQL, so that a test can part them. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const port = Number(target.port === '' ? 5432 : target.port);
  const sockets = new Set<Socket>();
  let isRefused = false;
  const server = createServer((client) => {
    if (isRefused) return void client.resetAndDestroy();
    const upstream = dial(port, target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true).pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    refuse(refused) {
      isRefused = refused;
      if (refused) cut();
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
