import { expect, test } from 'vitest';
import { newId, type TenantId } from '#domain/kernel';
import { testKeyring } from '#testing';
import { makeStopToken, openStopToken, shouldSend } from './index.ts';

test('a mail is written once, to an address, unless no more were wanted', () => {
  const fresh = { done: false, stopped: false, email: 'ana@example.org' };
  expect(shouldSend('answer', fresh)).toBe(true);
  expect(shouldSend('answer', { ...fresh, done: true })).toBe(false);
  expect(shouldSend('answer', { ...fresh, email: undefined })).toBe(false);
  expect(shouldSend('answer', { ...fresh, stopped: true })).toBe(false);
  expect(shouldSend('closed', { ...fresh, stopped: true })).toBe(false);
});

test('that the report arrived is told also to who wants no other mails', () => {
  expect(shouldSend('received', { done: false, stopped: true, email: 'ana@example.org' })).toBe(true);
});

test('the link of a mail stops the mails of its report, in its place, and nobody can make one', () => {
  const report = newId<'report'>();
  const here = { tenant: 1 as TenantId, keyring: testKeyring };
  const token = makeStopToken(here, report);
  expect(token).not.toContain(report.slice(0, 8));
  expect(openStopToken(here, token)).toBe(report);
  expect(openStopToken({ ...here, tenant: 2 as TenantId }, token)).toBeUndefined();
  const changed = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
  for (const wrong of [changed, token.slice(0, -4), '', '../../etc/passwd', 'A'.repeat(64)])
    expect(openStopToken(here, wrong)).toBeUndefined();
});
