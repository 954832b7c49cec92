import type { Hat, Id, SubjectId } from '#domain/kernel';

/** A member of staff as others may know them: the name, team and languages of an officer are public. */
export interface Member {
  readonly id: Id<'staff'>;
  readonly code: string;
  readonly name: string;
  readonly unit: Id<'unit'> | null;
  readonly hats: readonly Hat[];
  readonly languages: readonly string[];
  readonly active: boolean;
}

/** What the command line and the loader know of a member. `email` is sealed before it is stored. */
export interface NewMember {
  /** Short and stable, such as `ines-vidal`; the same code again brings the member up to date. */
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly hats: readonly Hat[];
  readonly unit: Id<'unit'> | null;
  readonly languages: readonly string[];
}

/** A member's account as its own pages and the administrator's list see it. */
export interface Account extends Member {
  readonly subject: SubjectId;
  readonly emailToken: Buffer;
  readonly sealedEmail: Buffer;
  readonly hasPassword: boolean;
  readonly hasCode: boolean;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}

/** An address as it is compared: without spaces around it, in lower case. */
export function plainEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
