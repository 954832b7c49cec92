import type { ComponentChildren, VNode } from 'preact';

export interface HeadingProps {
  readonly level?: 1 | 2 | 3 | 4 | undefined;
  readonly id?: string | undefined;
  /** A short line above: the kind of thing, the area, the reference. */
  readonly over?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Heading({ level = 1, id, over, children }: HeadingProps): VNode {
  const Tag = `h${level}` as const;
  return (
    <>
      {over && <p class="over">{over}</p>}
      <Tag id={id}>{children}</Tag>
    </>
  );
}

/** The first lines under a heading, a little larger. */
export function Lead({ children }: { children: ComponentChildren }): VNode {
  return <p class="lead">{children}</p>;
}

/** A part of a page with its heading; `id` makes it a place that can be linked to. */
export function Section(props: {
  id: string;
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
}): VNode {
  return (
    <section class="section" aria-labelledby={`${props.id}-title`} id={props.id}>
      <div class="section-head">
        <h2 id={`${props.id}-title`}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** A main part and what stands beside it, when there is room. */
export function Beside({
  children,
  aside,
}: {
  children: ComponentChildren;
  aside: ComponentChildren;
}): VNode {
  return (
    <div class="beside">
      <div class="beside-inner">
        <div>{children}</div>
        <aside>{aside}</aside>
      </div>
    </div>
  );
}
