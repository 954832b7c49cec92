import { expect, test } from 'vitest';
import { voiceOf } from '#words';
import { looksByDay } from './looks.ts';

const look = (at: string, actorKind: 'resident' | 'staff' | 'system', hat: string | null = null) => ({
  at: new Date(at),
  actorKind,
  hat,
  action: 'reports.open',
});

test('openings are told once a role and day, the newest time first, by the clock of the place', () => {
  const lines = looksByDay(
    [
      look('2026-11-20T23:30:00Z', 'staff', 'cpo'),
      look('2026-11-20T12:00:00Z', 'staff', 'cpo'),
      look('2026-11-20T11:00:00Z', 'staff', 'cpo'),
      look('2026-11-20T10:00:00Z', 'system', 'mail'),
      look('2026-11-20T09:00:00Z', 'resident'),
    ],
    voiceOf('en', 'Europe/Madrid'),
  );
  expect(lines.map(({ role, times }) => [role, times])).toEqual([
    ['cpo', 1],
    ['cpo', 2],
    ['mail', 1],
    ['you', 1],
  ]);
  expect(lines[1]?.lastAt).toEqual(new Date('2026-11-20T12:00:00Z'));
});

test('a name and address that were opened are told apart from the report', () => {
  const opened = look('2026-11-20T12:00:00Z', 'staff', 'cpo');
  const acts = [
    'reports.open',
    'reports.reply',
    'reports.contact',
    'reports.list',
    'files.open',
    'files.open',
  ];
  const lines = looksByDay(
    acts.map((action) => ({ ...opened, action })),
    voiceOf('en'),
  );
  expect(lines.map(({ what, times }) => [what, times])).toEqual([
    ['report', 2],
    ['contact', 1],
    ['line', 1],
    ['file', 2],
  ]);
});

test('a hat that has no words yet is told as a member of the police, never by its code', () => {
  const [line] = looksByDay([look('2026-11-20T12:00:00Z', 'staff', 'newHat')], voiceOf('en'));
  expect(line?.role).toBe('staff');
});
