/** What every field has around its control: a name, a hint, what is to be put right. */
import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

export interface Described {
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  /** Says beside the label that it may be left out. */
  readonly optional?: boolean | undefined;
  /** The only question of its page: its label is the page's heading. */
  readonly isHeading?: boolean | undefined;
}

export const fieldId = (name: string): string => `field-${name}`;
const hintId = (name: string): string => `hint-${name}`;
const errorId = (name: string): string => `error-${name}`;

/** Links the control with its hint and its error for those who hear the page. */
export function describedBy(
  { name, hint, error }: Described,
  ...more: (string | undefined)[]
): string | undefined {
  const ids = [hint ? hintId(name) : undefined, error ? errorId(name) : undefined, ...more].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function LabelText({ label, optional, isHeading }: Described): VNode {
  const voice = useVoice();
  const words = (
    <>
      {label}
      {optional && <span class="optional"> {voice.say('form.optional')}</span>}
    </>
  );
  return isHeading ? <h1>{words}</h1> : words;
}

export function HintAndError({ name, hint, error }: Described): VNode {
  const voice = useVoice();
  return (
    <>
      {hint && (
        <div class="hint" id={hintId(name)}>
          {hint}
        </div>
      )}
      {error && (
        <p class="error" id={errorId(name)}>
          <Icon name="danger" />
          <span>
            <span class="unseen">{voice.say('form.errorPrefix')} </span>
            {error}
          </span>
        </p>
      )}
    </>
  );
}

/** A frame with a label, for one control. */
export function FieldFrame(props: Described & { readonly children: ComponentChildren }): VNode {
  return (
    <div class={props.error ? 'field wrong' : 'field'}>
      <label for={fieldId(props.name)}>
        <LabelText {...props} />
      </label>
      <HintAndError {...props} />
      {props.children}
    </div>
  );
}

/** A frame with a legend, for several controls that answer one question. */
export function GroupFrame(props: Described & { readonly children: ComponentChildren }): VNode {
  return (
    <fieldset class={props.error ? 'wrong' : undefined} aria-describedby={describedBy(props)}>
      <legend>
        <LabelText {...props} />
      </legend>
      <HintAndError {...props} />
      {props.children}
    </fieldset>
  );
}
