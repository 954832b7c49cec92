import type { VNode } from 'preact';
import { fieldId } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

export interface FieldError {
  /** The field's name; without one the message concerns the whole form. */
  readonly name?: string | undefined;
  readonly message: string;
}

/** What is to be put right, in one place, taking the focus; each line leads to its field. Nothing when all is well. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }): VNode | null {
  const voice = useVoice();
  if (errors.length === 0) return null;
  return (
    <div class="notice danger" role="alert" tabIndex={-1} autofocus data-takes-focus>
      <Icon name="danger" />
      <div>
        <h2>{voice.say('form.errorTitle')}</h2>
        <p>{voice.say('form.errorIntro')}</p>
        <ul>
          {errors.map(({ name, message }) => (
            <li key={`${name} ${message}`}>{name ? <a href={`#${fieldId(name)}`}>{message}</a> : message}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
