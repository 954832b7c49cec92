import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

/** What a place says about itself on every page. */
export interface Place {
  readonly name: string;
  readonly emergencyNumber: string;
  /** The name of the service; a place may give its own. */
  readonly service?: string | undefined;
  readonly homeHref?: string | undefined;
  readonly iconHref?: string | undefined;
}

export interface MenuItem {
  readonly href: string;
  readonly label: string;
  readonly current?: boolean | undefined;
}

interface HeaderProps {
  readonly place: Place;
  readonly menu?: readonly MenuItem[] | undefined;
  readonly children?: ComponentChildren;
}

export function SiteHeader({ place, menu = [], children }: HeaderProps): VNode {
  const voice = useVoice();
  return (
    <header class="site-header">
      <div class="inner">
        <a class="mark" href={place.homeHref ?? '/'}>
          <Mark />
          <span>
            {place.service ?? 'Concord'}
            <span class="mark-place">{place.name}</span>
          </span>
        </a>
        {menu.length > 0 && (
          <details class="site-menu">
            <summary>
              <Icon name="menu" />
              {voice.say('shell.menu')}
            </summary>
            <nav aria-label={voice.say('shell.mainMenu')}>
              <ul class="menu-list">
                {menu.map((item) => (
                  <li key={item.href}>
                    <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                      {item.label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </details>
        )}
        {children}
      </div>
    </header>
  );
}

/** Two rings that meet: those who ask and those who answer. */
function Mark(): VNode {
  return (
    <svg
      viewBox="0 0 32 32"
      width="30"
      height="30"
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      stroke-width="3"
    >
      <circle cx="11.5" cy="16" r="8" />
      <circle cx="20.5" cy="16" r="8" />
    </svg>
  );
}
