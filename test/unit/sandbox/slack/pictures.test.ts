import { afterEach, describe, expect, it } from '@jest/globals';
import type { Internet } from '../../../../src/sandbox/slack/download-pictures.js';
import { errorOf, startWorkspace, type TestWorkspace } from './start-workspace.js';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const URL_OF_PICTURE = 'https://patrol.example/charts/a.png';
const picture = { type: 'image', image_url: URL_OF_PICTURE, alt_text: 'eight weeks' };
const words = { type: 'section', text: { type: 'mrkdwn', text: 'eight weeks' } };
const inAnother = { ...words, accessory: picture };

let workspace: TestWorkspace;
afterEach(() => workspace.close());

/** A workspace that sees one answer wherever it looks. */
async function where(internet: Internet) {
  workspace = await startWorkspace({ internet });
  return workspace;
}

const answering = (status: number, body: Uint8Array<ArrayBuffer> | string) => async () =>
  new Response(body, { status });

describe('a picture in a call', () => {
  it('is downloaded once, however often it is named', async () => {
    const asked: string[] = [];
    const { client, slack } = await where(async (url) => {
      asked.push(url);
      return new Response(PNG);
    });

    await client.chat.postMessage({ channel: 'C1', text: 'x', blocks: [picture, picture] });

    expect(asked).toEqual([URL_OF_PICTURE]);
    expect(slack.messages('C1')).toHaveLength(1);
  });

  it.each<[string, Internet]>([
    ['is not there', answering(404, 'Not found')],
    ['is kept back for now', answering(429, PNG)],
    ['is no picture', answering(200, '<html>Sign in</html>')],
    ['is too large', answering(200, Buffer.concat([PNG, Buffer.alloc(2_000_000)]))],
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['breaks off', answering(200, PNG.subarray(0, 4))],
  ])('that %s has the whole call refused, in Slack’s words', async (_, internet) => {
    const { client, slack } = await where(internet);

    const call = client.chat.postMessage({ channel: 'C1', text: 'x', blocks: [words, picture] });

    const text = 'downloading image failed [json-pointer:/blocks/1/image_url]';
    await expect(call).rejects.toMatchObject({
      data: {
        ok: false,
        error: 'invalid_blocks',
        errors: [text],
        response_metadata: { messages: [`[ERROR] ${text}`] },
      },
    });
    expect(slack.messages('C1')).toEqual([]);
    expect(slack.violations).toEqual([]);
  });

  it('is downloaded for an update and for a Home, too, also within another block', async () => {
    let isThere = true;
    const { client, slack } = await where(async () => new Response(PNG, { status: isThere ? 200 : 404 }));
    const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'x', blocks: [picture] });
    isThere = false;

    const errors = [
      await errorOf(client.chat.update({ channel: 'C1', ts, text: 'x', blocks: [picture] })),
      await errorOf(
        client.views.publish({
          user_id: 'UALICE',
          view: { type: 'home', blocks: [inAnother] },
        }),
      ),
    ];

    expect(errors).toEqual(['invalid_blocks', 'invalid_blocks']);
    expect(slack.home('UALICE')).toBeUndefined();
  });

  it('is left alone in a call that is refused for another reason', async () => {
    const asked: string[] = [];
    const { client } = await where(async (url) => {
      asked.push(url);
      return new Response(PNG);
    });

    const error = await errorOf(
      client.chat.postMessage({ channel: 'C1', token: 'xoxb-another', text: 'x', blocks: [picture] }),
    );

    expect([error, asked]).toEqual(['invalid_auth', []]);
  });
});
