/** One of several, or some of several, as boxes that a thumb can hit. */
import type { ComponentChildren, VNode } from 'preact';
import { type Described, fieldId, GroupFrame } from './field-frame.tsx';

export interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  /** Asked only when this is chosen; it opens below the choice, with scripts off too. */
  readonly more?: ComponentChildren;
}

export interface RadiosProps extends Described {
  readonly choices: readonly Choice[];
  readonly value?: string | undefined;
  readonly sideBySide?: boolean | undefined;
}

export interface CheckboxesProps extends Described {
  readonly choices: readonly Choice[];
  readonly values?: readonly string[] | undefined;
  readonly sideBySide?: boolean | undefined;
}

export function Radios(props: RadiosProps): VNode {
  return (
    <GroupFrame {...props}>
      <ChoiceList {...props} type="radio" isChosen={(value) => value === props.value} />
    </GroupFrame>
  );
}

export function Checkboxes(props: CheckboxesProps): VNode {
  return (
    <GroupFrame {...props}>
      <ChoiceList {...props} type="checkbox" isChosen={(value) => props.values?.includes(value) ?? false} />
    </GroupFrame>
  );
}

/** A single box to tick. */
export function Checkbox(props: {
  readonly name: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
}): VNode {
  const { name, label, hint, value = 'yes', checked = false } = props;
  return (
    <div class="field">
      <ChoiceList name={name} type="checkbox" choices={[{ value, label, hint }]} isChosen={() => checked} />
    </div>
  );
}

interface ChoiceListProps {
  readonly name: string;
  readonly type: 'radio' | 'checkbox';
  readonly choices: readonly Choice[];
  readonly sideBySide?: boolean | undefined;
  readonly isChosen: (value: string) => boolean;
}

function ChoiceList({ name, type, choices, sideBySide, isChosen }: ChoiceListProps): VNode {
  return (
    <div class={sideBySide ? 'choices side-by-side' : 'choices'}>
      {choices.map((choice, position) => {
        // The first carries the field's own id, so that the summary of errors leads to it.
        const id = position === 0 ? fieldId(name) : `${fieldId(name)}-${position + 1}`;
        return (
          <>
            <div class="choice">
              <input
                id={id}
                type={type}
                name={name}
                value={choice.value}
                checked={isChosen(choice.value)}
                aria-describedby={choice.hint ? `${id}-hint` : undefined}
              />
              <label for={id}>{choice.label}</label>
              {choice.hint && (
                <div class="hint" id={`${id}-hint`}>
                  {choice.hint}
                </div>
              )}
            </div>
            {choice.more && <div class="choice-more">{choice.more}</div>}
          </>
        );
      })}
    </div>
  );
}
