import type { Clock } from './clock.ts';
import type { Pool } from './database.ts';
import type { Keyring } from './keyring.ts';

/** A line for the operator. Fields never carry what a person wrote or is. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What one process holds while it runs; made once at start and handed down. */
export interface Runtime {
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly log: Log;
  /** Where sealed files lie. */
  readonly filesDirectory: string;
}
