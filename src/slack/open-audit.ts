import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SlackActor } from '../application/authorize-approver.js';
import type { AuditStart } from '../application/ledger-ports.js';
import { type AuditModel, readAudit } from '../application/read-audit.js';
import type { AuditQuery } from '../domain/audit-query.js';
import { parseAuditQuery } from '../domain/parse-audit-query.js';
import { parseJson } from './clicked-request.js';
import { problemModal } from './explain-problem.js';
import type { ListenerContext } from './listener-context.js';
import { attempt, type Problem } from './listener-wrapper.js';
import { fillModal, openModal } from './open-modal.js';
import { auditLoadingView, auditView } from './views/audit-view.js';
import { modalOf } from './views/details-view.js';

interface AuditOpening {
  readonly client: WebClient;
  readonly triggerId: string;
  readonly actor: SlackActor;
  readonly query: AuditQuery;
}

/**
 * Opens the ledger in a modal: at once, then filled when GitHub has said what may be shown. What goes wrong is told in
 * the modal; only that there is none is left to the caller to tell.
 */
export async function openAudit(
  context: ListenerContext,
  { client, triggerId, actor, query }: AuditOpening,
): Promise<Problem | undefined> {
  const opened = await openModal(context, () =>
    client.views.open({ trigger_id: triggerId, view: auditLoadingView(context.t) }),
  );
  if (opened.problem) return opened.problem;
  await fillModal(context, client, opened.view, await auditPage(context, actor, query, null));
  return undefined;
}

interface Turned {
  readonly client: WebClient;
  readonly actor: SlackActor;
  readonly view: { readonly id: string; readonly private_metadata: string };
  /** Of the button, which says where the page begins. */
  readonly value: string;
}

/** Shows another page of the ledger, for which authority is asked anew. */
export async function turnAuditPage(
  context: ListenerContext,
  { client, actor, view, value }: Turned,
): Promise<void> {
  const typed = metadata.safeParse(parseJson(view.private_metadata)).data?.query;
  const query = typed === undefined ? undefined : parseAuditQuery(typed).query;
  const from = start.safeParse(parseJson(value)).data;
  if (query === undefined || from === undefined) return;
  await fillModal(context, client, view, await auditPage(context, actor, query, from));
}

const metadata = z.object({ query: z.string() });
const entryId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const start = z.union([z.strictObject({ before: entryId }), z.strictObject({ after: entryId })]);

async function auditPage(
  context: ListenerContext,
  actor: SlackActor,
  query: AuditQuery,
  from: AuditStart | null,
): Promise<ModalView> {
  const { t, webUrl } = context;
  let model: AuditModel | undefined;
  const problem = await attempt(context, async () => {
    model = await readAudit(context, { actor, query, from });
  });
  if (model && !problem) return auditView(t, model, webUrl);
  const title = t.text('error.title.reading');
  if (problem === undefined) return modalOf(t, title, [t.text('tokens.too-slow')]);
  const text = problem.code === 'too-slow' ? t.text('tokens.too-slow') : problem.text;
  return problemModal(context, problem, { title, line: [text], resume: null });
}
