import { Hono } from 'hono';
import { deskPages } from '../pages/desk/index.ts';
import { followPages } from '../pages/follow/index.ts';
import { homePages } from '../pages/home/index.ts';
import { reportPages } from '../pages/report/index.ts';
import { signInPages } from '../pages/sign-in/index.ts';
import { handleFailure, handleNotFound } from './failures.tsx';
import { compressPages, securityHeaders } from './headers.ts';
import { health } from './health.ts';
import { choices, placeAndVoice } from './place.ts';
import { serveAssets } from './serve-assets.ts';
import { sameOrigin, sessions } from './session.ts';
import { uploads } from './uploads.ts';
import type { App, Visit, Web } from './visit.ts';

/** The table of contents, in the order in which a request meets it. */
export function createApp(web: Web): App {
  const app: App = new Hono<Visit>();
  app.use(compressPages);
  app.use(securityHeaders(web.secure));
  health(app, web);
  serveAssets(app, web.assets);
  app.use(placeAndVoice(web));
  app.use(sameOrigin(web));
  app.use(sessions(web));
  choices(app, web);
  homePages(app, web);
  reportPages(app, web);
  followPages(app, web);
  uploads(app, web);
  signInPages(app, web);
  deskPages(app, web);
  app.notFound(handleNotFound(web));
  app.onError(handleFailure(web));
  return app;
}
