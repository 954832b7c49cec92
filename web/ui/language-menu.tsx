import type { VNode } from 'preact';
import { directionOf, type Language, ownNameOf } from '#words';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

export interface LanguageChoice {
  readonly language: Language;
  /** Chooses the language and comes back to this page. */
  readonly href: string;
}

/** The address that chooses a language and returns; the server answers it with a cookie and a way back. */
export const languageHref = (language: Language, backTo: string): string =>
  `/language?to=${language}&back=${encodeURIComponent(backTo)}`;

/** A choice for each language that the place offers, from the page one is on. */
export const languageChoices = (offered: readonly Language[], backTo: string): LanguageChoice[] =>
  offered.map((language) => ({ language, href: languageHref(language, backTo) }));

export function LanguageMenu({ choices }: { choices: readonly LanguageChoice[] }): VNode | null {
  const voice = useVoice();
  if (choices.length < 2) return null;
  return (
    <details class="language-menu">
      <summary>
        <Icon name="globe" />
        <span class="unseen">{voice.say('shell.chooseLanguage')}: </span>
        {ownNameOf(voice.language)}
        <Icon name="down" />
      </summary>
      <ul class="menu-list">
        {choices.map(({ language, href }) => (
          <li key={language}>
            <a
              href={href}
              lang={language}
              hreflang={language}
              dir={directionOf(language)}
              rel="nofollow"
              aria-current={language === voice.language ? 'true' : undefined}
            >
              {ownNameOf(language)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
