import { answerCommand } from '../answer-command.js';
import type { Listeners } from '../create-listeners.js';
import { actorOf } from '../listener-wrapper.js';

/** `/tokens`: acknowledged at once, answered when GitHub has said what may be shown. */
export function registerCommands(on: Listeners): void {
  on.command('/tokens', async (context, { ack, command, respond, client }) => {
    await ack();
    await answerCommand(context, {
      text: command.text,
      actor: actorOf(command, context.ourTeam()),
      triggerId: command.trigger_id,
      client,
      answer: async (content) => {
        await respond({ response_type: 'ephemeral', ...content });
      },
    });
  });
}
