import type { Id, TenantId } from './ids.ts';

/** The roles a member of staff can wear, one at a time. A hat that is not listed does not exist. */
export const HATS = ['cpo', 'supervisor', 'controlRoom', 'administrator', 'dataProtection'] as const;
export type Hat = (typeof HATS)[number];

/** A resident is known only by what they hold: receipts that were proven in this session. */
export interface Resident {
  readonly kind: 'resident';
  readonly reports: readonly Id<'report'>[];
}

export interface Staff {
  readonly kind: 'staff';
  readonly id: Id<'staff'>;
  readonly session: Id<'session'>;
  readonly hat: Hat;
  readonly unit: Id<'unit'> | null;
  /** Both factors were shown in this session. Without them nothing of a person can be read. */
  readonly strong: boolean;
}

/** The program itself: timers, imports, the command line. `duty` names what it is doing. */
export interface System {
  readonly kind: 'system';
  readonly duty: string;
}

export type Actor = Resident | Staff | System;

export const STRANGER: Resident = { kind: 'resident', reports: [] };

/** Who calls, from where in the law: the door takes this beside the input of every command and query. */
export interface Caller {
  readonly tenant: TenantId;
  readonly actor: Actor;
  /** Why this person's data is looked at, in the officer's words, where the rule of the case does not already say it. */
  readonly reason?: string;
}
