import { type Logger, LogLevel } from '@slack/web-api';

/** Where Slack's libraries write; pino's shape. */
export interface LogSink {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Hands the log of Slack's libraries to ours; their errors reach us as exceptions, so here they are warnings. */
export function createSlackLogger(sink: LogSink): Logger {
  const join = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    // Whole messages with people's names and reasons: not for a log.
    debug: () => undefined,
    info: (...parts) => sink.debug({ detail: join(parts) }, 'slack library'),
    warn: (...parts) => sink.warn({ detail: join(parts) }, 'slack library'),
    error: (...parts) => sink.warn({ detail: join(parts) }, 'slack library'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
