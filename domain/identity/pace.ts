/**
 * Wrong tries make the next one wait, twice as long each time. Counted in memory, keyed by an HMAC under a key that is
 * made anew each day and written nowhere: no address of a caller is kept, and a restart forgets everything.
 */
import { randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DAY, type Keyring, mac } from '#domain/kernel';

export interface PaceRule {
  /** Tries within the window that wait for nothing. */
  readonly free: number;
  /** Seconds after which the count begins anew. */
  readonly window: number;
  /** The longest wait, in seconds. */
  readonly longest: number;
}

export interface Pace {
  /** Count a try and say how many seconds it comes too early; 0: go on. A try that comes too early is not counted. */
  begin(key: string): Promise<number>;
  /** The try was right: it does not count. `all`: nor do those before it. */
  forgive(key: string, all: boolean): Promise<void>;
}

export function makePace(rule: PaceRule): Pace {
  const tries = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: rule.window });
  const rests = new RateLimiterMemory({ points: 1, duration: rule.longest });
  let day = { began: Date.now(), key: randomBytes(32) };
  const hidden = (key: string) => {
    if (Date.now() - day.began > DAY) day = { began: Date.now(), key: randomBytes(32) };
    return mac(day.key, key).toString('base64url');
  };
  return {
    async begin(key) {
      const name = hidden(key);
      // Counted before it is looked at, so that a hundred tries at the same moment are a hundred tries.
      const { consumedPoints } = await tries.penalty(name, 1);
      if (consumedPoints <= rule.free) return 0;
      const wait = Math.min(rule.longest, 2 ** Math.min(consumedPoints - rule.free, 20));
      try {
        await rests.consume(name, 1, { customDuration: wait });
        return 0;
      } catch (early) {
        if (!(early instanceof RateLimiterRes)) throw early;
        await tries.reward(name, 1);
        return Math.max(1, Math.ceil(early.msBeforeNext / 1000));
      }
    },
    async forgive(key, all) {
      const name = hidden(key);
      if (all) await Promise.all([tries.delete(name), rests.delete(name)]);
      else await tries.reward(name, 1);
    },
  };
}

/**
 * `name`: tries at one name from browsers we do not know, or from one that we know, each apart. `network`: tries from
 * one address, at whichever name; a whole station may share one. `receipt`: receipts tried from one address.
 * `report` and `upload`: what is sent from one address. A library or a whole mobile network may share one, so the counts are
 * generous and the longest wait is a minute: a flood is slowed to a trickle and nobody is shut out.
 */
const RULES = {
  name: { free: 5, window: 3600, longest: 900 },
  network: { free: 40, window: 3600, longest: 300 },
  receipt: { free: 12, window: 3600, longest: 300 },
  report: { free: 60, window: 3600, longest: 60 },
  upload: { free: 200, window: 3600, longest: 60 },
} as const satisfies Record<string, PaceRule>;

export type Paces = Readonly<Record<keyof typeof RULES, Pace>>;
const running = new WeakMap<Keyring, Paces>();

/** The counts of this process, which end with it. */
export function pacesOf(keyring: Keyring): Paces {
  const known = running.get(keyring);
  if (known) return known;
  const made = {
    name: makePace(RULES.name),
    network: makePace(RULES.network),
    receipt: makePace(RULES.receipt),
    report: makePace(RULES.report),
    upload: makePace(RULES.upload),
  };
  running.set(keyring, made);
  return made;
}
