import type { ComponentChildren, VNode } from 'preact';

export interface Item {
  readonly id: string;
  readonly href: string;
  readonly title: ComponentChildren;
  /** Short facts in a row under the title. */
  readonly facts?: readonly ComponentChildren[] | undefined;
  readonly text?: ComponentChildren;
  /** At the end of the line: a tag, a due time. */
  readonly end?: ComponentChildren;
  /** A bar at the edge, beside words that say the same. */
  readonly edge?: 'late' | 'soon' | 'calm' | undefined;
  readonly current?: boolean | undefined;
}

/** A list of things to open; the whole line can be pressed. Not cards: a list is quicker to read. */
export function ItemList({ items, label }: { items: readonly Item[]; label?: string | undefined }): VNode {
  return (
    <ul class="items" aria-label={label}>
      {items.map((item) => (
        <li key={item.id} id={`item-${item.id}`} class={item.edge ? `item edge-${item.edge}` : 'item'}>
          <div class="item-main">
            <a
              class="item-title"
              href={item.href}
              aria-current={item.current ? 'true' : undefined}
              dir="auto"
            >
              {item.title}
            </a>
            {item.text && (
              <p class="item-text" dir="auto">
                {item.text}
              </p>
            )}
            {item.facts && item.facts.length > 0 && (
              <p class="facts soft small">
                {item.facts.map((fact, position) => (
                  <span key={position}>{fact}</span>
                ))}
              </p>
            )}
          </div>
          {item.end && <div class="item-end">{item.end}</div>}
        </li>
      ))}
    </ul>
  );
}
