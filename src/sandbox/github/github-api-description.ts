import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import excerpt from './github-api.generated.json' with { type: 'json' };

type Schema = Record<string, unknown>;

interface Operation {
  path: Record<string, Schema>;
  query: Record<string, Schema>;
  body?: { required: boolean; schema: Schema };
  responses: Record<string, Schema | null>;
}

interface MatchedOperation {
  key: string;
  operation: Operation;
  params: Record<string, string>;
}

// What is generated is JSON, whose inferred type is one of every single operation.
const operations = excerpt.operations as unknown as Record<string, Operation>;
const webhooks = excerpt.webhooks as unknown as Record<string, Schema>;
const templates = Object.entries(operations).map(([key, operation]) => ({
  key,
  operation,
  pattern: new RegExp(`^${key.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

// Compiling everything at once takes longer than a test; each schema is compiled when it is first needed.
const compiled = new Map<string, ValidateFunction>();
const ajv = new Ajv({ strict: false, allErrors: true, formats: fullFormats, addUsedSchema: false });
ajv.addSchema({ $id: 'github', schemas: excerpt.schemas });

function validatorOf(key: string, schema: Schema): ValidateFunction {
  const known = compiled.get(key);
  if (known) return known;
  const absolute = JSON.stringify(schema).replaceAll('"#/schemas/', '"github#/schemas/');
  const validator = ajv.compile(JSON.parse(absolute));
  compiled.set(key, validator);
  return validator;
}

// The offending value is left out: it may be a secret.
function describeError({ instancePath, message, params }: ErrorObject): string {
  const extra = 'additionalProperty' in params ? ` (${params.additionalProperty})` : '';
  return `${instancePath || '/'} ${message}${extra}`;
}

function violationsOf(key: string, schema: Schema, value: unknown): string[] {
  const validator = validatorOf(key, schema);
  if (validator(value)) return [];
  return (validator.errors ?? []).slice(0, 5).map((error) => `${key}: ${describeError(error)}`);
}

/** The operation of GitHub's description that a path belongs to, with the decoded parts of the path. */
export function matchOperation(method: string, path: string): MatchedOperation | undefined {
  for (const { key, operation, pattern } of templates) {
    const match = pattern.exec(`${method} ${path}`);
    if (!match) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, part]) => [name, decodeURIComponent(part)]);
    return { key, operation, params: Object.fromEntries(params) };
  }
  return undefined;
}

function typedValue(schema: Schema, text: string): unknown {
  if (schema.type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (schema.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

function typedQuery(schemas: Record<string, Schema>, query: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name);
      const schema = schemas[name] ?? {};
      if (schema.type === 'array' || values.length > 1) return [name, values];
      return [name, typedValue(schema, values[0] ?? '')];
    }),
  );
}

function bodyViolations({ key, operation }: MatchedOperation, body: unknown): string[] {
  if (body === undefined) return operation.body?.required ? [`${key} body: is missing`] : [];
  if (!operation.body) return [`${key} body: is not expected`];
  return violationsOf(`${key} body`, operation.body.schema, body);
}

/** What breaks GitHub's description in a request; a query's array parameters are named `token_id[]`. */
export function validateRequest(
  method: string,
  path: string,
  { query = new URLSearchParams(), body }: { query?: URLSearchParams; body?: unknown } = {},
): string[] {
  const matched = matchOperation(method, path);
  if (!matched) return [`${method} ${path}: unknown operation`];
  const { key, operation, params } = matched;
  const pathSchema = { type: 'object', properties: operation.path };
  const typedPath = typedQuery(operation.path, new URLSearchParams(params));
  const querySchema = { type: 'object', properties: operation.query, additionalProperties: false };
  return [
    ...violationsOf(`${key} path`, pathSchema, typedPath),
    ...violationsOf(`${key} query`, querySchema, typedQuery(operation.query, query)),
    ...bodyViolations(matched, body),
  ];
}

/** What breaks GitHub's description in an answer; errors that an operation does not list have the usual shape. */
export function validateResponse(method: string, path: string, status: number, body: unknown): string[] {
  const matched = matchOperation(method, path);
  if (!matched) return [`${method} ${path}: unknown operation`];
  const key = `${matched.key} ${status}`;
  const listed = matched.operation.responses[String(status)];
  if (listed === undefined && status < 400) return [`${key}: the description has no such status`];
  // GitHub's errors say what is wrong even where their description shows no body.
  const schema = status < 400 ? listed : (listed ?? { $ref: '#/schemas/basic-error' });
  if (schema) return violationsOf(key, schema, body);
  return body === undefined ? [] : [`${key}: has no body in the description`];
}

/** What breaks GitHub's description in a webhook's payload. */
export function validateWebhook(event: string, action: string | null, payload: unknown): string[] {
  const key = action === null ? event : `${event}.${action}`;
  const schema = webhooks[key];
  return schema ? violationsOf(`webhook ${key}`, schema, payload) : [`webhook ${key}: unknown event`];
}
