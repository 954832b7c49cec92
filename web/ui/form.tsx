import type { ComponentChildren, VNode } from 'preact';

export interface FormProps {
  readonly action: string;
  /**
   * Made anew for each form that is shown. The second press of an impatient finger, or a page sent again, carries the
   * same key and is answered with the first result.
   */
  readonly requestKey: string;
  /** Other fields the person does not see. */
  readonly hidden?: Readonly<Record<string, string | undefined>> | undefined;
  /** The form carries files. */
  readonly files?: boolean | undefined;
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly island?: string | undefined;
  readonly children: ComponentChildren;
}

export const REQUEST_KEY_FIELD = 'requestKey';

/** The server checks and explains in the person's language, so the browser's own bubbles are off. */
export function Form({
  action,
  requestKey,
  hidden = {},
  files,
  id,
  label,
  island,
  children,
}: FormProps): VNode {
  return (
    <form
      id={id}
      method="post"
      action={action}
      enctype={files ? 'multipart/form-data' : undefined}
      aria-label={label}
      data-island={island}
      novalidate
    >
      <input type="hidden" name={REQUEST_KEY_FIELD} value={requestKey} />
      {Object.entries(hidden).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
    </form>
  );
}
