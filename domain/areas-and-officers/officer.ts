import type { LocalText } from '#domain/jurisdiction';
import type { Id } from '#domain/kernel';

/** `officer` answers for the area; `cover` answers when the officer is away. */
export type Role = 'officer' | 'cover';

export interface Walk {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
  readonly place: LocalText;
}

export interface Profile {
  readonly hours: LocalText;
  readonly about: LocalText;
  readonly walks: readonly Walk[];
}

/** Somebody who is named for an area now. */
export interface Assigned extends Profile {
  readonly staff: Id<'staff'>;
  readonly role: Role;
  readonly away: boolean;
}

/** The same with what their account says in public. */
export interface OfficerHere extends Assigned {
  readonly name: string;
  readonly languages: readonly string[];
}

export interface Happening {
  readonly id: Id<'event'>;
  readonly title: LocalText;
  readonly words: LocalText;
  readonly at: Date;
}

export interface DoneHere {
  readonly id: Id<'action'>;
  readonly title: LocalText;
  readonly words: LocalText;
  readonly doneOn: string;
  readonly voices: number;
}

export interface AreaPage {
  readonly officers: readonly OfficerHere[];
  /** Soonest first. */
  readonly comingUp: readonly Happening[];
  /** Newest first. */
  readonly doneHere: readonly DoneHere[];
}

/** Who answers today: the officer who is here, else a cover who is here, else the officer all the same. */
export function whoAnswers<O extends Pick<OfficerHere, 'role' | 'away'>>(
  officers: readonly O[],
): O | undefined {
  const here = officers.filter((one) => !one.away);
  const first = (among: readonly O[], role: Role) => among.find((one) => one.role === role);
  return first(here, 'officer') ?? first(here, 'cover') ?? first(officers, 'officer') ?? officers[0];
}
