import { expect, test } from 'vitest';
import { BASES, newId, PURPOSES, type Staff, type TenantId } from '#domain/kernel';
import { isPermitted } from './index.ts';

/** What preventive data is never used for, and what police work never rests on (HR-01, HR-03, HR-05 of the design). */
const NEVER = /investigat|intelligen|immigra|employ|benefit|enforce|consent|other|any/i;

test('the lists of purposes and bases are closed, and name nothing that is forbidden', () => {
  for (const name of [...PURPOSES, ...BASES]) expect(name).not.toMatch(NEVER);
});

test('a purpose that is not on the list opens nothing', () => {
  const unit = newId<'unit'>();
  const officer: Staff = { kind: 'staff', id: newId(), session: newId(), hat: 'cpo', unit, strong: true };
  const report = newId<'report'>();
  const attributes = { id: report, unit, assignee: officer.id, sensitive: false, closed: false };
  const may = (purpose: string) =>
    isPermitted({
      tenant: 1 as TenantId,
      actor: officer,
      action: 'reports.open',
      target: { type: 'Report', id: report, attributes },
      purpose: purpose as (typeof PURPOSES)[number],
      basis: 'public-task',
      reasonGiven: true,
    });
  expect(may('respond')).toBe(true);
  for (const purpose of ['investigate', 'intelligence', 'immigration', 'other', ''])
    expect(may(purpose)).toBe(false);
});
