import type { IncomingMessage } from 'node:http';
import { isObject } from './rule.js';
import type { Json } from './slack-objects.js';

const structured = ['blocks', 'view', 'metadata', 'attachments'];

/** Reads a call's arguments, from a form (with JSON in some of its fields) or from JSON. */
export async function readArguments(request: IncomingMessage): Promise<Json> {
  const text = await readText(request);
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  if (request.headers['content-type']?.includes('application/json')) {
    const body = parse(text);
    return { ...Object.fromEntries(query), ...(isObject(body) ? body : {}) };
  }
  const fields: Json = Object.fromEntries([...query, ...new URLSearchParams(text)]);
  for (const name of structured) {
    if (typeof fields[name] === 'string') fields[name] = parse(fields[name]);
  }
  return fields;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Left as it is: the method's own check says which argument is malformed.
    return text;
  }
}
