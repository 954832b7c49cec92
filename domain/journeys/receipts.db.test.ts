import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { keepReceipt, receiptOf } from '#domain/identity';
import {
  BadInput,
  type Caller,
  makeKeyring,
  newId,
  type Runtime,
  STRANGER,
  type TenantId,
  transact,
  type Use,
} from '#domain/kernel';
import { testDatabase } from '#testing';
import { proveReceipt } from './receipts.ts';

const tenant = 1 as TenantId;
const caller: Caller = { tenant, actor: STRANGER };
const report = newId<'report'>();
const entropy = randomBytes(16);
let runtime: Runtime;

beforeAll(async () => {
  const { pool } = await testDatabase();
  const keyring = makeKeyring([randomBytes(32)]);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  runtime = { pool, keyring, clock: () => new Date(), log, filesDirectory: '/nowhere' };
  await transact(pool, tenant, (db) => {
    const use: Use = {
      db,
      tenant,
      actor: STRANGER,
      purpose: 'inform',
      basis: 'own-data',
      reason: null,
      now: new Date(),
      keyring,
      keys: new Map(),
      seen: new Set(),
    };
    return keepReceipt(use, receiptOf(entropy).locatorHash, report, newId<'subject'>());
  });
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (error: Error) => (error instanceof BadInput ? error.problems[0]?.code : error.message),
  );

test('words in any list and digits lead to the same report', async () => {
  const { words, digits } = receiptOf(entropy);
  const spanish = receiptOf(entropy, 'es').words;
  for (const typed of [words.join(' '), digits.join(' '), spanish.join(' ').toUpperCase()])
    expect(await proveReceipt(runtime, caller, { receipt: typed, network: '192.0.2.1' })).toBe(report);
});

test("another's receipt, and a receipt at another place, open nothing", async () => {
  const wrong = receiptOf(randomBytes(16)).words.join(' ');
  expect(await codeOf(proveReceipt(runtime, caller, { receipt: wrong, network: '192.0.2.2' }))).toBe(
    'receipt-not-found',
  );
  const elsewhere: Caller = { tenant: 2 as TenantId, actor: STRANGER };
  const right = receiptOf(entropy).words.join(' ');
  expect(await codeOf(proveReceipt(runtime, elsewhere, { receipt: right, network: '192.0.2.2' }))).toBe(
    'receipt-not-found',
  );
});

test('guessing from one network is slowed and nobody else waits', async () => {
  const guess = () =>
    codeOf(
      proveReceipt(runtime, caller, {
        receipt: receiptOf(randomBytes(16)).words.join(' '),
        network: '192.0.2.3',
      }),
    );
  const answers: (string | undefined)[] = [];
  for (let number = 0; number < 20; number += 1) answers.push(await guess());
  expect(answers.slice(0, 12)).toEqual(Array(12).fill('receipt-not-found'));
  expect(answers.at(-1)).toMatch(/^too-many-tries \(\d+\)$/);
  const right = receiptOf(entropy).words.join(' ');
  expect(await proveReceipt(runtime, caller, { receipt: right, network: '192.0.2.4' })).toBe(report);
});

test('a slip of the finger is told apart and costs no try', async () => {
  for (let number = 0; number < 30; number += 1)
    expect(await codeOf(proveReceipt(runtime, caller, { receipt: 'one two', network: '192.0.2.5' }))).toBe(
      'receipt-wrong-length',
    );
  const right = receiptOf(entropy).digits.join('');
  expect(await proveReceipt(runtime, caller, { receipt: right, network: '192.0.2.5' })).toBe(report);
});
