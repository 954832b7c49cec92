import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type TagKind = 'plain' | 'accent' | 'warning' | 'danger' | 'success';

/** A word or two about a thing. Not a button. */
export function Tag({
  kind = 'plain',
  children,
}: {
  kind?: TagKind | undefined;
  children: ComponentChildren;
}): VNode {
  return <span class={`tag ${kind}`}>{children}</span>;
}

export interface StatusLineProps {
  /** `asked`: it waits for whoever reads this. */
  readonly kind?: 'waiting' | 'answered' | 'asked' | 'late' | 'closed' | undefined;
  /** One sentence: where it stands, who has it, by when. */
  readonly children: ComponentChildren;
}

const STATUS_ICONS: Readonly<Record<NonNullable<StatusLineProps['kind']>, IconName>> = {
  waiting: 'clock',
  answered: 'success',
  asked: 'info',
  late: 'warning',
  closed: 'check',
};

/** The first thing on a page about a report: how it stands, in a sentence. */
export function StatusLine({ kind = 'waiting', children }: StatusLineProps): VNode {
  return (
    <p class={`status ${kind}`}>
      <Icon name={STATUS_ICONS[kind]} />
      <span>{children}</span>
    </p>
  );
}
