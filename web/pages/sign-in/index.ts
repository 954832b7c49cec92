import { bodyLimit } from 'hono/body-limit';
import type { App, Web } from '../../server/visit.ts';
import { accountPages } from './account.tsx';
import { secondFactorPages } from './second-factor.tsx';
import { setUpPages } from './set-up.tsx';
import { signInForms } from './sign-in.tsx';

export { staffHeader } from './staff-header.tsx';

const FORM = bodyLimit({ maxSize: 64 * 1024 });

/** How staff come in, and what they do with their own account. */
export function signInPages(app: App, web: Web): void {
  for (const path of [
    '/desk/sign-in/*',
    '/desk/set-up/*',
    '/desk/second-factor/*',
    '/desk/sessions/*',
    '/desk/hat',
  ])
    app.use(path, FORM);
  signInForms(app, web);
  setUpPages(app, web);
  secondFactorPages(app, web);
  accountPages(app, web);
}
