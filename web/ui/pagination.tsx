import type { VNode } from 'preact';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

export interface PaginationProps {
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
  /** "1 to 25 of 412". */
  readonly summary?: string | undefined;
}

export function Pagination({ previousHref, nextHref, summary }: PaginationProps): VNode | null {
  const voice = useVoice();
  if (!previousHref && !nextHref) return null;
  return (
    <nav class="pagination" aria-label={voice.say('shell.pages')}>
      {previousHref && (
        <a href={previousHref} rel="prev">
          <Icon name="back" />
          {voice.say('shell.previous')}
        </a>
      )}
      {summary && <span class="soft numbers">{summary}</span>}
      {nextHref && (
        <a href={nextHref} rel="next">
          {voice.say('shell.next')}
          <Icon name="forward" />
        </a>
      )}
    </nav>
  );
}

export interface Tab {
  readonly href: string;
  readonly label: string;
  readonly count?: string | undefined;
  readonly current?: boolean | undefined;
}

/** Views of one thing, each with its own address. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }): VNode {
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="count-badge numbers">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
