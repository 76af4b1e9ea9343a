import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface WebhookAnswer {
  /** Null when no answer came. */
  status: number | null;
  statusText: string;
  response: { headers: Record<string, string>; body: string } | null;
}

interface WebhookPost {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  signal: AbortSignal;
}

/** Posts one webhook and tells how it was answered; never throws. */
export function postWebhook({ url, headers, body, timeoutMs, signal }: WebhookPost): Promise<WebhookAnswer> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const unanswered = (statusText: string) => {
      clearTimeout(timer);
      resolve({ status: null, statusText, response: null });
    };
    // No agent: a kept-alive connection would keep the receiver's server from closing.
    const sent = request(url, { method: 'POST', headers, agent: false, signal }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', () => unanswered('connection closed'));
      answer.on('end', () => {
        clearTimeout(timer);
        const answered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString();
        const response = { headers: Object.fromEntries(answered), body: text };
        resolve({ status: answer.statusCode ?? null, statusText: answer.statusMessage || 'OK', response });
      });
    });
    const timer = setTimeout(() => {
      unanswered('timed out');
      sent.destroy();
    }, timeoutMs);
    sent.on('error', () => unanswered('failed to connect to host'));
    sent.end(body);
  });
}
