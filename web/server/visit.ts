import type { Context, Hono } from 'hono';
import type { Place } from '#domain/jurisdiction';
import type { Bell, Caller, Configuration, Runtime } from '#domain/kernel';
import type { Voice } from '#words';
import type { Assets } from './assets.ts';
import type { LiveHub } from './live.ts';

/** What the web process holds; made once and handed to every page folder. */
export interface Web {
  readonly runtime: Runtime;
  readonly configuration: Configuration;
  readonly assets: Assets;
  readonly live: LiveHub;
  readonly bell: Bell;
  /** Cookies carry `Secure` and the `__Host-` name, since the address people type is https. */
  readonly secure: boolean;
}

/** What is known of one request by the time a page sees it. */
export interface Visit {
  Variables: {
    place: Place;
    voice: Voice;
    caller: Caller;
    /** The journey is sensitive: no trace, neutral title, quick exit in sight. */
    sensitive: boolean;
    nonce: string;
    /** Shown to the person when something fails, and found in the log. */
    reference: string;
  };
}

export type App = Hono<Visit>;
export type PageContext = Context<Visit>;
