import { expect, test } from 'vitest';
import { listTenants } from '#domain/jurisdiction';
import { testDatabase, testRuntime } from '#testing';
import { describeReceipts, describeSignIns, listReceipts, openDemoCity } from './demo-city.ts';

test('the demo city is loaded once, and its sign-ins can be told at every start', async () => {
  const runtime = testRuntime((await testDatabase()).pool);
  const first = await openDemoCity(runtime);
  const second = await openDemoCity(runtime);
  expect(second).toEqual(first);
  expect((await listTenants(runtime)).map(({ slug }) => slug)).toEqual(['haven']);
  const hats = first.flatMap((signIn) => signIn.hats);
  for (const hat of ['cpo', 'supervisor', 'controlRoom', 'administrator', 'dataProtection'])
    expect(hats).toContain(hat);
  const receipts = await listReceipts(runtime);
  expect(receipts).toHaveLength(6);
  const toldReceipts = describeReceipts(receipts, 'http://localhost:8080').join('\n');
  for (const { receipt } of receipts) expect(toldReceipts).toContain(receipt.words.join(' '));
  const told = describeSignIns(first, 'http://localhost:8080').join('\n');
  for (const { email, passphrase } of first) expect(told).toContain(`${email}  passphrase: ${passphrase}`);
});

test('without sign-ins nothing is said', () => {
  expect(describeSignIns([], 'http://localhost:8080')).toEqual([]);
});
