// Makes src/sandbox/github/github-api.generated.json: the part of GitHub's published API description that
// PATrol and its tests need. Run by hand (`npm run openapi:excerpt`) when GitHub's API changes: the packages
// it reads are 420 MB unpacked, far too big to depend on.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const API = { name: '@octokit/openapi', version: '23.0.2' };
const WEBHOOKS = { name: '@octokit/openapi-webhooks', version: '12.1.0' };
const TARGET = new URL('../src/sandbox/github/github-api.generated.json', import.meta.url);

const OPERATIONS = [
  'GET /app',
  'GET /app/installations',
  'GET /app/installations/{installation_id}',
  'POST /app/installations/{installation_id}/access_tokens',
  'GET /app/hook/deliveries',
  'GET /app/hook/deliveries/{delivery_id}',
  'POST /app/hook/deliveries/{delivery_id}/attempts',
  'GET /orgs/{org}/installation',
  'GET /orgs/{org}/personal-access-token-requests',
  'POST /orgs/{org}/personal-access-token-requests',
  'POST /orgs/{org}/personal-access-token-requests/{pat_request_id}',
  'GET /orgs/{org}/personal-access-token-requests/{pat_request_id}/repositories',
  'GET /orgs/{org}/personal-access-tokens',
  'POST /orgs/{org}/personal-access-tokens',
  'POST /orgs/{org}/personal-access-tokens/{pat_id}',
  'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories',
  'GET /orgs/{org}/memberships/{username}',
  'GET /orgs/{org}/members',
  'GET /orgs/{org}/teams/{team_slug}/memberships/{username}',
  'GET /users/{username}',
  'GET /user',
  'GET /user/{account_id}',
  'GET /user/memberships/orgs/{org}',
  'POST /applications/{client_id}/token',
  'DELETE /applications/{client_id}/token',
  'DELETE /applications/{client_id}/grant',
  'GET /repos/{owner}/{repo}',
  'GET /rate_limit',
];

const EVENTS = [
  'personal-access-token-request-created',
  'personal-access-token-request-approved',
  'personal-access-token-request-denied',
  'personal-access-token-request-cancelled',
  'installation-created',
  'installation-deleted',
  'installation-suspend',
  'installation-unsuspend',
  'installation-new-permissions-accepted',
  'organization-renamed',
  'github-app-authorization-revoked',
  'ping',
];

// Optional properties that nothing here sends, yet whose schemas would be most of the file.
const PRUNED = new Set([
  'template_repository',
  'parent',
  'source',
  'code_of_conduct',
  'security_and_analysis',
  'enterprise',
  'repository',
  'requester',
  'membership',
]);
const TEXTS = new Set(['description', 'summary', 'title', 'examples', 'example', 'default', 'discriminator']);

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withNull(schema) {
  if (typeof schema.type !== 'string') return { anyOf: [{ type: 'null' }, schema] };
  const type = [schema.type, 'null'];
  return schema.enum ? { ...schema, type, enum: [...schema.enum, null] } : { ...schema, type };
}

function structureOfProperties(properties, required, rename) {
  const kept = Object.entries(properties).filter(([name]) => required.includes(name) || !PRUNED.has(name));
  return Object.fromEntries(kept.map(([name, schema]) => [name, structureOf(schema, rename)]));
}

/** The schema less its texts, as JSON Schema: OpenAPI 3.0 says `nullable` where JSON Schema has a type. */
function structureOf(schema, rename) {
  if (Array.isArray(schema)) return schema.map((item) => structureOf(item, rename));
  if (!isObject(schema)) return schema;
  if (schema.$ref) return { $ref: `#/schemas/${rename(schema.$ref.split('/').at(-1))}` };
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (TEXTS.has(key) || key.startsWith('x-') || key === 'nullable' || value === 'int64') continue;
    const isMap = key === 'properties' && isObject(value);
    result[key] = isMap
      ? structureOfProperties(value, schema.required ?? [], rename)
      : structureOf(value, rename);
  }
  return schema.nullable ? withNull(result) : result;
}

function fetchDescription({ name, version }, directory) {
  const [tarball] = JSON.parse(
    execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--silent'], { cwd: directory }),
  );
  const member = 'package/generated/api.github.com.json';
  const json = execFileSync('tar', ['xzOf', join(directory, tarball.filename), member], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(json);
}

function resolve(document, value) {
  if (!value?.$ref) return value;
  return value.$ref
    .split('/')
    .slice(1)
    .reduce((node, key) => node[key], document);
}

function jsonSchemaOf(content, rename) {
  const schema = content?.['application/json']?.schema;
  return schema ? structureOf(schema, rename) : null;
}

function parametersOf(document, operation, place) {
  const found = operation.parameters.map((parameter) => resolve(document, parameter));
  return Object.fromEntries(
    found
      .filter((parameter) => parameter.in === place)
      .map(({ name, schema }) => [
        schema.type === 'array' ? `${name}[]` : name,
        limited(name, structureOf(schema, String)),
      ]),
  );
}

// Limits that GitHub states in the texts of the description, which the excerpt does not keep.
function limited(name, schema) {
  if (name === 'per_page') return { ...schema, minimum: 1, maximum: 100 };
  if (name === 'page') return { ...schema, minimum: 1 };
  return schema;
}

function operationOf(document, key) {
  const [method, path] = key.split(' ');
  const operation = document.paths[path][method.toLowerCase()];
  const body = operation.requestBody;
  const responses = Object.entries(operation.responses).map(([status, response]) => [
    status,
    jsonSchemaOf(resolve(document, response).content, String),
  ]);
  return {
    path: parametersOf(document, operation, 'path'),
    query: parametersOf(document, operation, 'query'),
    ...(body && { body: { required: body.required === true, schema: jsonSchemaOf(body.content, String) } }),
    responses: Object.fromEntries(responses),
  };
}

function correct(operations) {
  // The description leaves it optional, but a decision about no request at all is no decision.
  operations['POST /orgs/{org}/personal-access-token-requests'].body.schema.required.push('pat_request_ids');
  // The description wants each account to be a user and an enterprise at once; the named schema is right.
  operations['GET /app/installations'].responses['200'] = {
    type: 'array',
    items: { $ref: '#/schemas/installation' },
  };
}

function collectSchemas(document, value, rename, schemas) {
  for (const [, name] of JSON.stringify(value).matchAll(/"\$ref":"#\/schemas\/([^"]+)"/g)) {
    if (schemas[name]) continue;
    const original = Object.keys(document.components.schemas).find((key) => rename(key) === name);
    schemas[name] = structureOf(document.components.schemas[original], rename);
    collectSchemas(document, schemas[name], rename, schemas);
  }
  return schemas;
}

/** Both descriptions name some schemas alike; the webhooks' version stays apart only where it differs. */
function shareEqualSchemas(text, apiSchemas, webhookSchemas) {
  let result = text;
  for (const [name, schema] of Object.entries(webhookSchemas)) {
    const apiName = name.replace(/^webhook:/, '');
    const comparable = JSON.parse(JSON.stringify(schema).replaceAll('#/schemas/webhook:', '#/schemas/'));
    if (isDeepStrictEqual(comparable, apiSchemas[apiName])) {
      result = result.replaceAll(`"#/schemas/${name}"`, `"#/schemas/${apiName}"`);
      delete webhookSchemas[name];
    }
  }
  return result;
}

function onePerLine(entries) {
  const lines = Object.entries(entries).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n  }`;
}

function webhooksOf(document, rename) {
  const entries = EVENTS.map((event) => {
    const content = document.webhooks[event].post.requestBody.content;
    const { $ref } = content['application/json'].schema;
    const name = $ref.split('/').at(-1);
    const split = event.match(
      /^(personal-access-token-request|installation|organization|github-app-authorization)-(.+)$/,
    );
    const key = split ? `${split[1]}.${split[2]}` : event;
    return [key.replaceAll('-', '_'), structureOf(document.components.schemas[name], rename)];
  });
  return Object.fromEntries(entries);
}

function makeExcerpt(directory) {
  const api = fetchDescription(API, directory);
  const operations = Object.fromEntries(OPERATIONS.map((key) => [key, operationOf(api, key)]));
  correct(operations);
  const schemas = collectSchemas(api, [operations, { $ref: '#/schemas/basic-error' }], String, {});

  const hooks = fetchDescription(WEBHOOKS, directory);
  const rename = (name) => `webhook:${name}`;
  const webhooks = webhooksOf(hooks, rename);
  const webhookSchemas = collectSchemas(hooks, webhooks, rename, {});
  const both = JSON.stringify({ webhooks, webhookSchemas });
  const shared = JSON.parse(shareEqualSchemas(both, schemas, webhookSchemas));
  for (const name of Object.keys(webhookSchemas)) schemas[name] = shared.webhookSchemas[name];
  return { operations, webhooks: shared.webhooks, schemas };
}

const directory = mkdtempSync(join(tmpdir(), 'patrol-openapi-'));
try {
  const { operations, webhooks, schemas } = makeExcerpt(directory);
  const madeFrom = { [API.name]: API.version, [WEBHOOKS.name]: WEBHOOKS.version };
  const text = [
    '{',
    '  "madeBy": "scripts/make-openapi-excerpt.mjs; do not edit",',
    `  "madeFrom": ${JSON.stringify(madeFrom)},`,
    `  "operations": ${onePerLine(operations)},`,
    `  "webhooks": ${onePerLine(webhooks)},`,
    `  "schemas": ${onePerLine(schemas)}`,
    '}\n',
  ].join('\n');
  writeFileSync(TARGET, text);
  console.log(`${readFileSync(TARGET).length} bytes: ${Object.keys(schemas).join(', ')}`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
