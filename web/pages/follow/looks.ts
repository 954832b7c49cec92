/** Who opened a report, told by role and day. Pure. */
import type { FollowedReport } from '#domain/journeys';
import type { Voice } from '#words';

type Look = FollowedReport['looks'][number];

export interface LooksOfDay {
  readonly role: string;
  /** What was opened, by a member of staff; a name of the catalogue (`follow.opened.what.*`). */
  readonly what: string | undefined;
  /** Newest of that day. */
  readonly lastAt: Date;
  readonly times: number;
}

const HATS = ['cpo', 'supervisor', 'controlRoom', 'administrator', 'dataProtection'];

/** A name of the catalogue (`follow.role.*`); never a person's. */
export function roleOf({ actorKind, hat }: Look): string {
  if (actorKind === 'resident') return 'you';
  if (actorKind === 'staff') return hat && HATS.includes(hat) ? hat : 'staff';
  return hat === 'mail' ? 'mail' : 'program';
}

/** Name and address are opened apart from the report, and a list shows its first line only: the difference is told. */
const WHAT: Readonly<Record<string, string>> = {
  'reports.contact': 'contact',
  'reports.list': 'line',
  'reports.search': 'line',
  'files.open': 'file',
};

/** Newest first, one line for each role, thing opened and calendar day of the place. */
export function looksByDay(looks: readonly Look[], voice: Voice): LooksOfDay[] {
  const lines = new Map<string, LooksOfDay>();
  for (const look of looks) {
    const role = roleOf(look);
    const what = look.actorKind === 'staff' ? (WHAT[look.action] ?? 'report') : undefined;
    const key = `${voice.date(look.at, 'numeric')} ${role} ${what}`;
    const known = lines.get(key);
    lines.set(key, known ? { ...known, times: known.times + 1 } : { role, what, lastAt: look.at, times: 1 });
  }
  return [...lines.values()];
}
