import type { ComponentChildren, VNode } from 'preact';

interface Look {
  /** One `main` button a page; `quiet` reads as a link. */
  readonly kind?: 'main' | 'secondary' | 'quiet' | 'danger' | undefined;
  readonly size?: 'large' | 'compact' | undefined;
  readonly children: ComponentChildren;
}

const classOf = ({ kind = 'main', size }: Look): string =>
  ['button', kind === 'main' ? '' : kind, size ?? ''].filter(Boolean).join(' ');

export interface ButtonProps extends Look {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  /** Sends the same form to another address. */
  readonly formAction?: string | undefined;
  readonly form?: string | undefined;
  readonly island?: string | undefined;
  readonly keys?: string | undefined;
}

export function Button(props: ButtonProps): VNode {
  return (
    <button
      class={classOf(props)}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      formAction={props.formAction}
      form={props.form}
      data-island={props.island}
      aria-keyshortcuts={props.keys}
    >
      {props.children}
    </button>
  );
}

export function LinkButton(
  props: Look & { readonly href: string; readonly keys?: string | undefined },
): VNode {
  return (
    <a class={classOf(props)} href={props.href} aria-keyshortcuts={props.keys}>
      {props.children}
    </a>
  );
}

/** Buttons that belong together, side by side or below each other on a phone. */
export function Actions({ children }: { children: ComponentChildren }): VNode {
  return <div class="actions">{children}</div>;
}
