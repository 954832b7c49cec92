import { expect, test } from 'vitest';
import { isPermitted, type Target } from '#domain/access';
import { type Actor, type Hat, newId, type TenantId } from '#domain/kernel';

const TENANT = 1 as TenantId;
const OURS = newId<'unit'>();
const THEIRS = newId<'unit'>();
const STAFF = newId<'staff'>();
const REPORT = newId<'report'>();

function report(unit: string, assignee = ''): Target {
  return {
    type: 'Report',
    id: REPORT,
    attributes: { id: REPORT, unit, assignee, sensitive: false, closed: false },
  };
}
const PLACE: Target = { type: 'Place', id: '1', attributes: {} };

function staff(hat: Hat, strong = true): Actor {
  return { kind: 'staff', id: STAFF, session: newId(), hat, unit: OURS, strong };
}

function may(actor: Actor, action: string, target: Target, reasonGiven = false): boolean {
  return isPermitted({
    tenant: TENANT,
    actor,
    action: `reports.${action}`,
    target,
    purpose: 'respond',
    basis: 'public-task',
    reasonGiven,
  });
}

const WORK = ['open', 'triage', 'assign', 'reply', 'refer', 'close', 'note', 'publish'];

test('hat × place: who may work on a report', () => {
  // Each cell: what of WORK is permitted without, and with, a reason of one's own.
  const table: readonly [Hat, Target, string[], string[]][] = [
    ['cpo', report(OURS), WORK, WORK],
    ['cpo', report(THEIRS, STAFF), WORK, WORK],
    ['cpo', report(THEIRS), [], []],
    ['cpo', report(''), [], []],
    ['supervisor', report(OURS), WORK, WORK],
    ['supervisor', report(THEIRS), [], WORK],
    ['supervisor', report(''), [], WORK],
    ['controlRoom', report(THEIRS), ['open', 'triage', 'assign'], ['open', 'triage', 'assign']],
    ['controlRoom', report(''), ['open', 'triage', 'assign'], ['open', 'triage', 'assign']],
    ['administrator', report(OURS), [], []],
    ['dataProtection', report(OURS), [], []],
  ];
  for (const [hat, target, without, withReason] of table) {
    const name = `${hat} on ${JSON.stringify(target.attributes)}`;
    expect(
      WORK.filter((action) => may(staff(hat), action, target)),
      name,
    ).toEqual(without);
    expect(
      WORK.filter((action) => may(staff(hat), action, target, true)),
      name,
    ).toEqual(withReason);
  }
});

test('who belongs to no unit does not hold what no unit holds', () => {
  // Both are told to the policy as an empty text; equal they are not.
  for (const hat of ['cpo', 'supervisor'] as const) {
    const unplaced: Actor = { kind: 'staff', id: STAFF, session: newId(), hat, unit: null, strong: true };
    expect([...WORK, 'contact'].filter((action) => may(unplaced, action, report('')))).toEqual([]);
    expect(WORK.filter((action) => may(unplaced, action, report('', STAFF)))).toEqual(
      hat === 'cpo' ? WORK : [],
    );
  }
});

test('one factor opens nothing, whatever the hat', () => {
  for (const hat of ['cpo', 'supervisor', 'controlRoom'] as const) {
    for (const action of WORK) expect(may(staff(hat, false), action, report(OURS, STAFF), true)).toBe(false);
    expect(may(staff(hat, false), 'list', PLACE)).toBe(false);
  }
});

test('only who holds the receipt follows, writes, reopens, withdraws, erases', () => {
  const holder: Actor = { kind: 'resident', reports: [REPORT] };
  const other: Actor = { kind: 'resident', reports: [newId<'report'>()] };
  for (const action of ['follow', 'write', 'reopen', 'withdraw', 'erase']) {
    expect(may(holder, action, report(OURS))).toBe(true);
    expect(may(other, action, report(OURS))).toBe(false);
    for (const hat of ['cpo', 'supervisor', 'administrator'] as const) {
      expect(may(staff(hat), action, report(OURS))).toBe(false);
    }
  }
});

test('a resident may do nothing of an officer, also with their own report', () => {
  const holder: Actor = { kind: 'resident', reports: [REPORT] };
  for (const action of WORK) expect(may(holder, action, report(OURS))).toBe(false);
});

test('the program opens no report', () => {
  const program: Actor = { kind: 'system', duty: 'import' };
  for (const action of ['open', 'contact', 'note']) expect(may(program, action, report(OURS))).toBe(false);
});

test('a report of another tenant is out of reach even if it were found', () => {
  const answer = isPermitted({
    tenant: TENANT,
    actor: staff('cpo'),
    action: 'reports.open',
    target: { ...report(OURS), attributes: { ...report(OURS).attributes, tenant: 2 } },
    purpose: 'respond',
    basis: 'public-task',
    reasonGiven: true,
  });
  expect(answer).toBe(false);
});
