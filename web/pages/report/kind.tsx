import { CATEGORY_KINDS, type CategoryKind } from '#domain/jurisdiction';
import { Radios } from '#ui';
import { categoriesOfKind } from './category.tsx';
import type { Step } from './step.ts';
import { Continue } from './step-frame.tsx';

export const isKind = (text: string | undefined): text is CategoryKind =>
  CATEGORY_KINDS.some((kind) => kind === text);

export const kind: Step = {
  name: 'kind',
  isAsked: (draft) => draft.isKindGiven !== true,
  isAnswered: (draft) => draft.kind !== undefined,
  title: ({ voice }) => voice.say('report.kind.title'),
  body: ({ voice: { say }, draft, errors, place }) => (
    <>
      <Radios
        name="kind"
        label={say('report.kind.title')}
        hint={say('report.kind.hint')}
        isHeading
        error={errors.kind}
        value={draft.kind}
        // words: report.kind.*
        choices={CATEGORY_KINDS.filter((value) => categoriesOfKind(place, value).length > 0).map((value) => ({
          value,
          label: <b>{say(`report.kind.${value}`)}</b>,
          hint: say(`report.kind.${value}Hint`),
        }))}
      />
      <Continue />
    </>
  ),
  read: (form, { draft, place }) => {
    const chosen = form.text('kind');
    if (!isKind(chosen)) return { changes: {}, problems: [{ field: 'kind', code: 'choose-one' }] };
    const [only, ...others] = categoriesOfKind(place, chosen);
    const kept = draft.kind === chosen ? draft.category : undefined;
    return { changes: { kind: chosen, isKindGiven: false, category: others.length === 0 ? only?.id : kept } };
  },
};
