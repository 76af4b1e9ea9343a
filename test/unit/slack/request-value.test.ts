import { describe, expect, it } from '@jest/globals';
import { decideBlockId, meantRequest } from '../../../src/slack/request-value.js';

describe('the button of a request', () => {
  it('names the request by our number, and by GitHub’s in the id of its block', () => {
    const blockId = decideBlockId({ id: 7, patRequestId: 9_001 });

    expect(meantRequest({ value: '7', blockId })).toEqual({ tokenRequestId: 7, patRequestId: 9_001 });
  });

  it.each(['decide', 'decide-7', undefined])(
    'is understood in messages of earlier versions, in the block %j',
    (blockId) => {
      expect(meantRequest({ value: '7', blockId })).toEqual({ tokenRequestId: 7 });
    },
  );

  it.each([undefined, '', '-7', '7.5', 'x', '0', '9'.repeat(20)])(
    'means no request with the value %j',
    (value) => {
      expect(meantRequest({ value })).toEqual({ tokenRequestId: 0 });
    },
  );
});
