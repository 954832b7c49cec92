import { expect, test } from 'vitest';
import { findReadable } from './readable-traces.ts';

const kept = (text: string | Buffer) => [{ place: 'here', bytes: Buffer.from(text) }];

test.each([
  ['as it is', Buffer.from('before lantern after')],
  ['in both UTF-16', Buffer.from('the lantern', 'utf16le')],
  ['in hex', Buffer.from(Buffer.from('x lantern').toString('hex'))],
  [
    'in base64, beginning at the first letter',
    Buffer.from(Buffer.from('lantern and more').toString('base64')),
  ],
  ['in base64, beginning at the second', Buffer.from(Buffer.from('a lantern').toString('base64'))],
  ['in base64, beginning at the third', Buffer.from(Buffer.from('alantern!').toString('base64'))],
])('a word is found %s', (_, bytes) => {
  expect(findReadable(kept(bytes), ['lantern'])).toEqual(['lantern in here']);
});

test('bytes are found among bytes and in hex; what is not there is not found', () => {
  const place = Buffer.from([0x37, 0, 0, 0, 1, 0, 0, 0]);
  expect(findReadable(kept(Buffer.concat([Buffer.from('x'), place])), [place])).toHaveLength(1);
  expect(findReadable(kept(`\\x01${place.toString('hex')}`), [place])).toHaveLength(1);
  expect(findReadable(kept('nothing of it'), [place, 'lantern'])).toEqual([]);
});
