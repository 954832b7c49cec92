import { expect, test } from 'vitest';
import { bar, makeTerminal } from './terminal.ts';

function screen(isTTY: boolean) {
  const seen: string[] = [];
  return { isTTY, columns: 60, seen, write: (text: string) => seen.push(text) };
}

test('lines are for people, one document for programs', () => {
  const out = screen(false);
  const err = screen(false);
  const people = makeTerminal(false, out, err);
  people.say('Hello.');
  people.result({ many: 2 }, ['two', 'lines']);
  expect(out.seen.join('')).toBe('Hello.\ntwo\nlines\n');
  const machine = screen(false);
  const program = makeTerminal(true, machine, err);
  program.say('Hello.');
  program.result({ many: 2 }, ['two', 'lines']);
  expect(JSON.parse(machine.seen.join(''))).toEqual({ many: 2 });
});

test('progress is drawn where somebody watches, and nowhere else', () => {
  const watched = screen(true);
  const progress = makeTerminal(false, screen(false), watched).progress('Reading', 200);
  progress.to(50);
  for (let done = 51; done <= 200; done += 1) progress.to(done);
  progress.end();
  expect(watched.seen[0]).toContain('25 %');
  expect(watched.seen.at(-2)).toContain('100 %');
  expect(watched.seen.length).toBeLessThan(10);
  for (const line of watched.seen) expect(line.length).toBeLessThanOrEqual(65);

  for (const [json, tty] of [
    [true, true],
    [false, false],
  ] as const) {
    const quiet = screen(tty);
    const silent = makeTerminal(json, screen(false), quiet).progress('Reading', 2);
    silent.to(1);
    silent.end();
    expect(quiet.seen).toEqual([]);
  }
});

test('a bar stays within its width whatever it is told', () => {
  expect([-1, 0, 0.5, 1, 7].map((share) => bar(share, 4))).toEqual([
    '[    ]',
    '[    ]',
    '[==  ]',
    '[====]',
    '[====]',
  ]);
});
