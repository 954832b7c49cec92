/** Fields that several forms of the desk share. */
import type { VNode } from 'preact';
import type { Member } from '#domain/identity';
import type { Place } from '#domain/jurisdiction';
import { fieldId, Select, type SelectGroup, type SelectOption, useVoice } from '#ui';
import { type Language, ownNameOf, text } from '#words';

export function LanguageSelect(props: {
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}): VNode {
  const { say } = useVoice();
  const options = props.place.languages.map((language: Language) => ({
    value: language,
    label: ownNameOf(language),
  }));
  return (
    <Select
      name={props.name}
      label={say('desk.languageOfWords')}
      options={options}
      value={props.value}
      empty={false}
    />
  );
}

/** A day, by the browser's own calendar: an officer looks ahead from today and not back to a birthday. */
export function PromiseField(props: {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
}): VNode {
  const { say } = useVoice();
  const id = fieldId(props.name);
  return (
    <div class={props.error ? 'field wrong' : 'field'}>
      <label for={id}>
        {say('desk.promise')} <span class="optional">{say('form.optional')}</span>
      </label>
      {props.error && (
        <p class="error" id={`error-${props.name}`}>
          {props.error}
        </p>
      )}
      <input
        id={id}
        name={props.name}
        type="date"
        class="width-medium"
        value={props.value}
        aria-describedby={props.error ? `error-${props.name}` : undefined}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </div>
  );
}

interface HolderProps {
  readonly unitName: string;
  readonly assigneeName: string;
  readonly unit: string;
  readonly assignee: string;
  readonly assigneeError: string | undefined;
  readonly place: Place;
  readonly colleagues: readonly Member[];
}

/** A unit and, if it is already known, a person in it. */
export function HolderFields(props: HolderProps): VNode {
  const { say, language } = useVoice();
  const { place, colleagues } = props;
  const named = (thing: { readonly name: Parameters<typeof text>[0] }) =>
    text(thing.name, language, place.defaultLanguage);
  const units = place.units.map((unit): SelectOption => ({ value: unit.id, label: named(unit) }));
  const officers = colleagues.filter(
    (one) => one.active && one.hats.some((hat) => hat === 'cpo' || hat === 'supervisor'),
  );
  const people = place.units.flatMap((unit): SelectGroup[] => {
    const here = officers.filter((one) => one.unit === unit.id);
    const options = here.map((one) => ({ value: one.id, label: one.name }));
    return options.length > 0 ? [{ group: named(unit), options }] : [];
  });
  return (
    <>
      <Select
        name={props.unitName}
        label={say('desk.unit')}
        options={units}
        value={props.unit}
        empty={say('desk.noUnit')}
        width="full"
      />
      <Select
        name={props.assigneeName}
        label={say('desk.person')}
        options={people}
        value={props.assignee}
        empty={say('desk.noPerson')}
        error={props.assigneeError}
        width="full"
      />
    </>
  );
}
