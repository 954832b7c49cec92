import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.tsx';

interface DetailsProps {
  readonly summary: string;
  readonly open?: boolean | undefined;
  readonly id?: string | undefined;
  readonly children: ComponentChildren;
}

/** Help that is there for those who want it, folded for those who do not. */
export function Details({ summary, open, id, children }: DetailsProps): VNode {
  return (
    <details class="details" open={open} id={id}>
      <summary>
        <Icon name="forward" />
        {summary}
      </summary>
      <div class="details-inside">{children}</div>
    </details>
  );
}
