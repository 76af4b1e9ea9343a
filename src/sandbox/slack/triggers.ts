import { ApiError } from './api-error.js';
import type { Workspace } from './workspace.js';

const lifetimeMs = 3000;

export interface Trigger {
  userId: string;
  /** The modal in which the person acted, if it was one. */
  viewId?: string;
  issuedAt: number;
  used: boolean;
}

/** Trigger ids: good for three seconds and one use. */
export class Triggers {
  readonly #issued = new Map<string, Trigger>();

  constructor(private readonly workspace: Workspace) {}

  issue(userId: string, viewId?: string): string {
    const id = `${this.#issued.size + 1}.${this.workspace.options.team.id}.${this.workspace.id('')}`;
    this.#issued.set(id, { userId, viewId, issuedAt: this.workspace.now().getTime(), used: false });
    return id;
  }

  /** Exchanges a trigger id, or refuses it as Slack does. */
  exchange(id: string): Trigger {
    const trigger = this.#issued.get(id);
    if (!trigger) {
      throw ApiError.defect('invalid_arguments', ['[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]']);
    }
    if (trigger.used) throw new ApiError('exchanged_trigger_id');
    if (this.workspace.now().getTime() - trigger.issuedAt > lifetimeMs)
      throw new ApiError('expired_trigger_id');
    trigger.used = true;
    return trigger;
  }
}
