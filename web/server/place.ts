import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { chooseTenant, listTenants, placeOf } from '#domain/jurisdiction';
import { brandStyles, PLACE_ICON } from '#ui';
import { chooseLanguage, isLanguage, type Language, text, voiceOf } from '#words';
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
  // For a place on the home screen. It says nothing about its holder, and sensitive pages do not name it.
  app.get('/manifest.webmanifest', (c) => {
    const { language, dir, say } = c.get('voice');
    const place = c.get('place');
    const name = text(place.name, language, place.defaultLanguage);
    const icon = { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' };
    return c.json(
      {
        name: `Concord · ${name}`,
        short_name: name,
        description: say('shell.installed'),
        lang: language,
        dir,
        start_url: '/',
        scope: '/',
        display: 'minimal-ui',
        background_color: '#fbf9f5',
        theme_color: '#fbf9f5',
        icons: [
          { ...icon, purpose: 'any' },
          { ...icon, purpose: 'maskable' },
        ],
      },
      200,
      { 'Content-Type': 'application/manifest+json' },
    );
  });
  app.get('/icon.svg', (c) => {
    c.header('Cache-Control', 'public, max-age=86400');
    return c.body(PLACE_ICON, 200, { 'Content-Type': 'image/svg+xml' });
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
