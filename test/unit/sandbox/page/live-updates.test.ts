import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LiveUpdates } from '../../../../src/sandbox/page/live-updates.js';
import type { ShownCall, Trouble } from '../../../../src/sandbox/page/page-state.js';

class FakeResponse extends EventEmitter {
  readonly written: string[] = [];
  isFull = false;
  writeHead(): void {}
  end(): void {}
  write(text: string): boolean {
    this.written.push(text);
    this.emit('written');
    return !this.isFull;
  }
  events(name: string): string[] {
    return this.written.filter((text) => text.startsWith(`event: ${name}\n`));
  }
}

describe('live updates', () => {
  let calls: ShownCall[];
  let count: number;
  let updates: LiveUpdates;
  let response: FakeResponse;

  beforeEach(() => {
    calls = [];
    count = 0;
    updates = new LiveUpdates({
      area: (area, personId) =>
        area === 'trouble' ? ({ count, personId } as unknown as Trouble) : ([] as never),
      callsAfter: (id) => calls.filter((call) => call.id > id),
    });
    response = new FakeResponse();
    updates.connect(new EventEmitter() as IncomingMessage, response as unknown as ServerResponse, 'U1');
  });

  afterEach(() => {
    updates.close();
  });

  const change = () => {
    count += 1;
    updates.changed();
  };
  const written = () => new Promise<void>((resolve) => response.once('written', resolve));

  it('make one update of a burst, and repeat nothing that did not change', async () => {
    for (let index = 0; index < 40; index += 1) change();
    await written();

    expect(response.events('trouble').map((text) => JSON.parse(text.split('data: ')[1] ?? ''))).toEqual([
      { count: 0, personId: 'U1' },
      { count: 40, personId: 'U1' },
    ]);
    expect(response.events('workspace')).toHaveLength(1);
  });

  it('send only the calls that are new', async () => {
    calls.push({ id: 1 } as ShownCall);
    updates.changed();
    await written();
    calls.push({ id: 2 } as ShownCall);
    updates.changed();
    await written();

    expect(response.events('calls')).toEqual(['event: calls\ndata: [{"id":1}]\n\n']);
    expect(response.events('more-calls')).toEqual(['event: more-calls\ndata: [{"id":2}]\n\n']);
  });

  it('leave out what a slow reader could not take in time', async () => {
    response.isFull = true;
    change();
    await written();
    for (let index = 0; index < 10; index += 1) change();
    response.isFull = false;
    response.emit('drain');

    expect(response.events('trouble').at(-1)).toContain('"count":11');
    expect(response.events('trouble')).toHaveLength(3);
  });
});
