import { ApiError } from './api-error.js';
import { chatMethods } from './chat-methods.js';
import { conversationMethods } from './conversation-methods.js';
import { downloadPictures } from './download-pictures.js';
import { RateLimiter } from './rate-limiter.js';
import type { Json } from './slack-objects.js';
import { userMethods } from './user-methods.js';
import { viewMethods } from './view-methods.js';
import type { MethodContext, WebApiMethod } from './web-api-method.js';
import type { Workspace } from './workspace.js';

const methods: Record<string, WebApiMethod> = {
  ...chatMethods,
  ...viewMethods,
  ...conversationMethods,
  ...userMethods,
};

/** Runs Web API methods after the checks that all of them share. */
export class WebApiMethods {
  readonly #limiter: RateLimiter;

  constructor(private readonly context: MethodContext) {
    this.#limiter = new RateLimiter(context.workspace.now);
  }

  async run(name: string, token: string | undefined, args: Json): Promise<Json> {
    const { workspace } = this.context;
    const method = methods[name];
    if (!method) throw ApiError.defect('unknown_method');
    checkToken(workspace, method, token);
    this.#checkRate(name, method, args);
    checkScopes(workspace, method);
    checkArguments(workspace, name, method, args);
    await downloadPictures(workspace, args);
    return { ok: true, ...structuredClone(method.run(this.context, args)) };
  }

  #checkRate(name: string, method: WebApiMethod, args: Json): void {
    if (this.context.workspace.options.rateLimits === 'off') return;
    const retryAfter = this.#limiter.take(name, method.perMinute, args.channel);
    if (retryAfter !== undefined) throw new ApiError('ratelimited', { retryAfter });
  }
}

function checkToken(workspace: Workspace, method: WebApiMethod, token: string | undefined): void {
  const { botToken, appToken } = workspace.options.app;
  if (!token) throw ApiError.defect('not_authed');
  if (token !== botToken && token !== appToken) throw new ApiError('invalid_auth');
  if (token !== (method.token === 'app' ? appToken : botToken))
    throw ApiError.defect('not_allowed_token_type');
  if (workspace.revoked) throw new ApiError(workspace.revoked);
}

function checkScopes(workspace: Workspace, method: WebApiMethod): void {
  const { scopes } = workspace;
  if (!scopes || !method.scopes || method.scopes.some((scope) => scopes.has(scope))) return;
  throw new ApiError(
    'missing_scope',
    { needed: method.scopes.join(','), provided: [...scopes].join(',') },
    true,
  );
}

// Bolt's clients add the team to every call.
const everywhere = ['team_id'];

function checkArguments(workspace: Workspace, name: string, method: WebApiMethod, args: Json): void {
  const { required = [], optional = [] } = method;
  const missing = required.filter((key) => args[key] === undefined || args[key] === '');
  const messages = missing.map((key) => `[ERROR] missing required field: ${key}`);
  if (messages.length > 0) throw ApiError.defect('invalid_arguments', messages);
  const known = [...required, ...optional, ...everywhere];
  for (const key of Object.keys(args).filter((candidate) => !known.includes(candidate))) {
    workspace.violate(`${name}: Slack ignores the unknown argument ${key}`);
  }
}
