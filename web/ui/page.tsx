/** The document around every page: what is always in sight, and nothing else. */
import type { ComponentChildren, VNode } from 'preact';
import type { Voice } from '#words';
import { EmergencyStrip } from './emergency-strip.tsx';
import { type LanguageChoice, LanguageMenu } from './language-menu.tsx';
import { type LeaveAddress, QuickExit } from './quick-exit.tsx';
import { type FooterLink, SiteFooter } from './site-footer.tsx';
import { type MenuItem, type Place, SiteHeader } from './site-header.tsx';
import { Speak } from './voice-context.tsx';

/** Addresses of the built files, from the manifest; `scripts` are modules. A sensitive page names `quick-exit` first. */
export interface PageAssets {
  readonly stylesheet: string;
  readonly scripts: readonly string[];
}

export interface PageProps {
  readonly voice: Voice;
  readonly title: string;
  readonly description?: string | undefined;
  readonly place: Place;
  readonly assets: PageAssets;
  /** Of this answer's content security policy. */
  readonly nonce?: string | undefined;
  /**
   * `sensitive`: a neutral title and icon, no referrer, and the way out always in sight.
   * `desk`: for staff, wider, without the emergency strip that is meant for residents.
   */
  readonly variant?: 'citizen' | 'sensitive' | 'desk' | undefined;
  /** Languages the place offers, each with the address that chooses it. */
  readonly languages?: readonly LanguageChoice[] | undefined;
  readonly menu?: readonly MenuItem[] | undefined;
  /** Instead of the links that every page has; an empty list leaves the footer out. */
  readonly footer?: readonly FooterLink[] | undefined;
  /** Where the way out leads; `/leave` clears what the browser keeps of us. */
  readonly leave?: LeaveAddress | undefined;
  /** Says in the title that something is to be put right, for those who hear the title first. */
  readonly hasErrors?: boolean | undefined;
  /** `form` keeps lines short, one question a page; `wide` is for lists beside details. */
  readonly width?: 'form' | 'text' | 'wide' | undefined;
  /** Stands at the end of the header, for instance who is signed in. */
  readonly headerEnd?: ComponentChildren;
  /** Extra elements of the head, for instance a feed. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Page(props: PageProps): VNode {
  const { voice, place, variant = 'citizen', width = 'text' } = props;
  const sensitive = variant === 'sensitive';
  return (
    <html lang={voice.language} dir={voice.dir}>
      <Head {...props} />
      <body class={variant}>
        <Speak voice={voice}>
          <a class="skip" href="#main">
            {voice.say('shell.skipToContent')}
          </a>
          {sensitive && <QuickExit {...props.leave} />}
          {variant !== 'desk' && <EmergencyStrip number={place.emergencyNumber} />}
          <SiteHeader place={place} menu={props.menu}>
            {props.headerEnd}
            <LanguageMenu choices={props.languages ?? []} />
          </SiteHeader>
          <main id="main" tabIndex={-1}>
            <div class={`inner ${width}`}>{props.children}</div>
          </main>
          <SiteFooter links={props.footer} />
        </Speak>
      </body>
    </html>
  );
}

function Head({
  voice,
  title,
  place,
  assets,
  nonce,
  variant,
  hasErrors,
  description,
  head,
}: PageProps): VNode {
  const sensitive = variant === 'sensitive';
  // What stands in the tab and the history of a sensitive page must tell nothing to whoever looks over a shoulder.
  const shown = sensitive ? voice.say('shell.neutralTitle') : `${title} – ${place.name}`;
  return (
    <head>
      <meta charset="utf-8" />
      <title>{hasErrors ? `${voice.say('form.errorInTitle')}: ${shown}` : shown}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {description && !sensitive && <meta name="description" content={description} />}
      {variant && variant !== 'citizen' && <meta name="robots" content="noindex" />}
      {sensitive && <meta name="referrer" content="no-referrer" />}
      <meta name="theme-color" content="#fbf9f5" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#141a1c" media="(prefers-color-scheme: dark)" />
      <meta name="format-detection" content="telephone=no" />
      <link
        rel="icon"
        type="image/svg+xml"
        href={sensitive ? dataAddress(NEUTRAL_ICON) : (place.iconHref ?? dataAddress(PLACE_ICON))}
      />
      <link rel="stylesheet" href={assets.stylesheet} nonce={nonce} />
      {assets.scripts.map((script) => (
        <script key={script} type="module" src={script} nonce={nonce} />
      ))}
      {head}
    </head>
  );
}

const drawing = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${body}</svg>`;
const dataAddress = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** The mark as a file of its own, for home screens. */
export const PLACE_ICON = drawing(
  '<rect width="32" height="32" rx="7" fill="#0a585c"/><g fill="none" stroke="#fff" stroke-width="3"><circle cx="12.5" cy="16" r="6"/><circle cx="19.5" cy="16" r="6"/></g>',
);
const NEUTRAL_ICON = drawing('<circle cx="16" cy="16" r="9" fill="#8d979a"/>');
