import type { ComponentChildren, VNode } from 'preact';

export interface EmptyStateProps {
  /** What will be here. */
  readonly title: string;
  /** How it comes. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

export function EmptyState({ title, children, action }: EmptyStateProps): VNode {
  return (
    <div class="empty">
      <p class="notice-title">{title}</p>
      {children}
      {action}
    </div>
  );
}
