import type { ComponentChildren } from 'preact';
import { languageChoices, type MenuItem, Page, renderPage } from '#ui';
import { type Language, text } from '#words';
import type { PageContext, Web } from './visit.ts';

export interface Shown {
  readonly title: string;
  readonly description?: string;
  /** Names of islands this page wants; `enhance` and what else is always there is added. */
  readonly islands?: readonly string[];
  readonly variant?: 'citizen' | 'sensitive' | 'desk';
  readonly width?: 'form' | 'text' | 'wide';
  readonly menu?: readonly MenuItem[];
  readonly headerEnd?: ComponentChildren;
  readonly hasErrors?: boolean;
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503 | 507;
  /** Where a choice of language comes back to, when it is not this address (a POST, for instance). */
  readonly backTo?: string;
}

/** Links at the foot of every page for residents. */
function footerOf(c: PageContext) {
  const { say } = c.get('voice');
  return [
    { href: '/follow', label: say('shell.follow') },
    { href: '/help', label: say('shell.help') },
    { href: '/privacy', label: say('shell.privacy') },
    { href: '/accessibility', label: say('shell.accessibility') },
    { href: '/desk', label: say('shell.staff') },
  ];
}

/** Answer with a page in the person's language and in the place's dress. */
export function show(c: PageContext, web: Web, shown: Shown, children: ComponentChildren): Response {
  const voice = c.get('voice');
  const place = c.get('place');
  const variant = shown.variant ?? (c.get('sensitive') ? 'sensitive' : 'citizen');
  if (variant === 'sensitive') c.set('sensitive', true);
  const islands = [...(variant === 'sensitive' ? ['quick-exit'] : []), 'enhance', ...(shown.islands ?? [])];
  const offered = place.languages as readonly Language[];
  const { accent } = place.brand;
  const page = (
    <Page
      voice={voice}
      title={shown.title}
      description={shown.description}
      place={{
        name: text(place.name, voice.language, place.defaultLanguage),
        emergencyNumber: place.emergencyNumber,
      }}
      assets={{ stylesheet: web.assets.stylesheet, scripts: islands.map((name) => web.assets.script(name)) }}
      nonce={c.get('nonce')}
      variant={variant}
      languages={languageChoices(offered, shown.backTo ?? new URL(c.req.url).pathname)}
      menu={shown.menu}
      footer={variant === 'desk' ? [] : footerOf(c)}
      leave={{ leaveHref: '/leave' }}
      hasErrors={shown.hasErrors}
      width={shown.width}
      headerEnd={shown.headerEnd}
      head={
        <>
          {accent && <link rel="stylesheet" href={`/brand.css?v=${encodeURIComponent(accent)}`} />}
          {variant === 'citizen' && <link rel="manifest" href="/manifest.webmanifest" />}
        </>
      }
    >
      {children}
    </Page>
  );
  return c.html(renderPage(page), shown.status ?? 200);
}
