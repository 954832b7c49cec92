import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { chooseTenant, listTenants, placeOf } from '#domain/jurisdiction';
import { brandStyles } from '#ui';
import { chooseLanguage, isLanguage, type Language, voiceOf } from '#words';
import type { App, Visit, Web } from './visit.ts';

const YEAR = 365 * 24 * 3600;

/** Which place is visited, and in which language it speaks to this person. */
export function placeAndVoice(web: Web): MiddlewareHandler<Visit> {
  return async (c, next) => {
    const tenants = await listTenants(web.runtime);
    const tenant = chooseTenant(tenants, c.req.header('host') ?? '', getCookie(c, 'place'));
    if (!tenant) return c.text('There is no place here yet. Add one with: npx concord tenant add', 503);
    const place = await placeOf(web.runtime, tenant.id);
    c.set('place', place);
    const offered = place.languages as readonly Language[];
    const language = chooseLanguage(getCookie(c, 'language'), c.req.header('accept-language'), offered);
    c.set('voice', voiceOf(language, place.timezone));
    return next();
  };
}

/** An address on this site to come back to; anything else becomes the first page. */
export function backOf(text: string | undefined): string {
  return text && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : '/';
}

/** The person's choices that hold for all pages. Neither says anything about a person but the language they read. */
export function choices(app: App, web: Web): void {
  app.get('/language', (c) => {
    const to = c.req.query('to');
    if (to && isLanguage(to)) {
      setCookie(c, 'language', to, {
        path: '/',
        sameSite: 'Lax',
        secure: web.secure,
        httpOnly: true,
        maxAge: YEAR,
      });
    }
    return c.redirect(backOf(c.req.query('back')), 303);
  });
  app.get('/brand.css', (c) => {
    const { accent } = c.get('place').brand;
    if (!accent) return c.notFound();
    // The address carries the colour, so a new brand has a new address.
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return c.body(brandStyles(accent), 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  // Several places under one name, as in the demo.
  app.get('/t/:slug', async (c) => {
    const slug = c.req.param('slug');
    const known = (await listTenants(web.runtime)).some((tenant) => tenant.slug === slug);
    if (known)
      setCookie(c, 'place', slug, {
        path: '/',
        sameSite: 'Lax',
        secure: web.secure,
        httpOnly: true,
        maxAge: YEAR,
      });
    return c.redirect('/', 303);
  });
  // The way out of a sensitive page: the browser forgets what it keeps of us, and shows something else. A picture on
  // another site must not be able to do the same to an officer at work, or to somebody in the middle of a report.
  app.get('/leave', (c) => {
    const site = c.req.header('sec-fetch-site') ?? 'none';
    if (site !== 'same-origin' && site !== 'none') return c.redirect(web.configuration.exitUrl, 303);
    c.header('Clear-Site-Data', '"cache", "cookies", "storage"');
    c.header('Referrer-Policy', 'no-referrer');
    for (const name of Object.keys(getCookie(c))) {
      setCookie(c, name, '', { path: '/', maxAge: 0, secure: web.secure, httpOnly: true });
    }
    return c.redirect(web.configuration.exitUrl, 303);
  });
}
