import { categoryOf } from '#domain/journeys';
import type { Category, CategoryKind, Place } from '#domain/jurisdiction';
import { QuickExitHelp, Radios } from '#ui';
import { text } from '#words';
import type { Step } from './step.ts';
import { Continue } from './step-frame.tsx';

export const categoriesOfKind = (place: Place, kind: CategoryKind): readonly Category[] =>
  place.categories.filter((category) => category.kind === kind);

export const category: Step = {
  name: 'category',
  // One to choose from is chosen already.
  isAsked: (draft, place) => draft.kind === undefined || categoriesOfKind(place, draft.kind).length > 1,
  isAnswered: (draft, place) => categoryOf(draft, place) !== undefined,
  // words: report.category.title.*
  title: ({ voice, draft }) => voice.say(`report.category.title.${draft.kind ?? 'incident'}`),
  body: ({ voice: { say, language }, draft, errors, place }) => (
    <>
      <Radios
        name="category"
        label={say(`report.category.title.${draft.kind ?? 'incident'}`)}
        hint={[draft.kind === 'hate' && say('report.kindWords.hate'), say('report.category.hint')]
          .filter(Boolean)
          .join(' ')}
        isHeading
        error={errors.category}
        value={draft.category}
        choices={(draft.kind ? categoriesOfKind(place, draft.kind) : []).map(({ id, name, hint }) => ({
          value: id,
          label: text(name, language, place.defaultLanguage),
          hint: text(hint, language, place.defaultLanguage),
        }))}
      />
      {draft.kind === 'hate' && <QuickExitHelp />}
      <Continue />
    </>
  ),
  read: (form, { draft, place }) => {
    const chosen = form.text('category');
    const changes = { category: chosen };
    if (categoryOf({ ...draft, ...changes }, place)) return { changes };
    return { changes: { category: undefined }, problems: [{ field: 'category', code: 'choose-one' }] };
  },
};
