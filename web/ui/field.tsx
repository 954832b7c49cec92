import { h, type VNode } from 'preact';
import { localeOf } from '#words';
import { type Described, describedBy, FieldFrame, fieldId } from './field-frame.tsx';
import { pluralForms } from './plural-forms.ts';
import { useVoice } from './voice-context.tsx';

export interface FieldProps extends Described {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'search' | 'password' | 'number' | 'url' | undefined;
  /** More than one line: how many to begin with. It grows with what is written. */
  readonly rows?: number | undefined;
  /** Told to the person and counted as they write; the server decides. Nothing that was written is cut off. */
  readonly limit?: number | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'email' | 'tel' | 'search' | undefined;
  readonly width?: 'short' | 'medium' | 'full' | undefined;
  readonly spellcheck?: boolean | undefined;
  /** Codes and addresses run left to right in every language; people's own words find their own direction. */
  readonly direction?: 'auto' | 'ltr' | undefined;
  readonly autofocus?: boolean | undefined;
}

export function Field(props: FieldProps): VNode {
  const countId = props.limit === undefined ? undefined : `count-${props.name}`;
  return (
    <FieldFrame {...props}>
      <Control {...props} countId={countId} />
      {props.limit !== undefined && <Count {...props} id={countId ?? ''} limit={props.limit} />}
    </FieldFrame>
  );
}

function Control(props: FieldProps & { countId: string | undefined }): VNode {
  const { name, value, type = 'text', rows, direction = 'auto', width = 'full' } = props;
  const shared = {
    id: fieldId(name),
    name,
    dir: direction,
    class: `width-${width}`,
    spellcheck: props.spellcheck,
    'aria-describedby': describedBy(props, props.countId),
    'aria-invalid': props.error !== undefined && props.error !== '',
    autofocus: props.autofocus,
  };
  if (rows !== undefined) {
    return (
      <textarea {...shared} autocomplete={props.autocomplete} rows={rows}>
        {/* The browser drops one line break at the beginning: this one, not the person's. */}
        {`\n${value ?? ''}`}
      </textarea>
    );
  }
  // A password never comes back in the page, not even the person's own.
  if (type === 'password') return <input {...shared} type="password" autocomplete={props.autocomplete} />;
  // Not as JSX: its types want each kind of input spelled out with its roles.
  return (
    <>
      {h('input', { ...shared, type, autocomplete: props.autocomplete, value, inputMode: props.inputMode })}
    </>
  );
}

/** The limit in words; `web/islands/parts/count-letters.ts` turns it into what is left, in the words given here. */
function Count({ id, limit, name }: FieldProps & { id: string; limit: number }): VNode {
  const voice = useVoice();
  return (
    <p
      class="count numbers"
      id={id}
      data-count-for={fieldId(name)}
      data-limit={limit}
      data-locale={localeOf(voice.language)}
      data-left={JSON.stringify(pluralForms(voice, 'form.charactersLeft', 'left'))}
      data-over={JSON.stringify(pluralForms(voice, 'form.charactersOver', 'over'))}
    >
      {voice.say('form.charactersAllowed', { limit })}
    </p>
  );
}
