import type { VNode } from 'preact';
import { type Described, describedBy, FieldFrame, fieldId } from './field-frame.tsx';
import { useVoice } from './voice-context.tsx';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export interface SelectGroup {
  readonly group: string;
  readonly options: readonly SelectOption[];
}

export interface SelectProps extends Described {
  readonly options: readonly (SelectOption | SelectGroup)[];
  readonly value?: string | undefined;
  /** The empty choice at the top; `false` leaves it out. */
  readonly empty?: string | false | undefined;
  readonly width?: 'medium' | 'full' | undefined;
}

/** For long lists only; up to seven choices are easier as `Radios`. */
export function Select(props: SelectProps): VNode {
  const voice = useVoice();
  const { name, options, value, empty = voice.say('form.choose'), width = 'medium' } = props;
  return (
    <FieldFrame {...props}>
      <select
        id={fieldId(name)}
        name={name}
        class={`width-${width}`}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error ? 'true' : undefined}
      >
        {empty !== false && <option value="">{empty}</option>}
        {options.map((entry) =>
          'group' in entry ? (
            <optgroup key={entry.group} label={entry.group}>
              {entry.options.map((option) => (
                <Option key={option.value} option={option} chosen={value} />
              ))}
            </optgroup>
          ) : (
            <Option key={entry.value} option={entry} chosen={value} />
          ),
        )}
      </select>
    </FieldFrame>
  );
}

function Option({ option, chosen }: { option: SelectOption; chosen: string | undefined }): VNode {
  return (
    <option value={option.value} selected={option.value === chosen}>
      {option.label}
    </option>
  );
}
