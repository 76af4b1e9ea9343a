import type { App } from '@slack/bolt';
import { answerCommand } from '../answer-command.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf } from '../listener-wrapper.js';

/** `/tokens`: acknowledged at once, answered when GitHub has said what may be shown. */
export function registerCommands(app: App, context: ListenerContext): void {
  app.command('/tokens', async ({ ack, command, respond, client }) => {
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
