import type { VNode } from 'preact';
import { Icon } from './icon.tsx';

export interface EntryLink {
  readonly href: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** The one that most people come for. */
  readonly main?: boolean | undefined;
}

/** The few large doors of a page: "Tell us what happened", "Ask", "I am worried". */
export function EntryLinks({ links }: { links: readonly EntryLink[] }): VNode {
  return (
    <ul class="entries">
      {links.map((link) => (
        <li key={link.href}>
          <a class={link.main ? 'entry main-entry' : 'entry'} href={link.href}>
            <span>
              <b>{link.label}</b>
              {link.hint && <span class="entry-hint">{link.hint}</span>}
            </span>
            <Icon name="forward" />
          </a>
        </li>
      ))}
    </ul>
  );
}
