import type { VNode } from 'preact';
import { categoryOf, isSensitive, type ReportDraft } from '#domain/journeys';
import type { CategoryQuestion, Place } from '#domain/jurisdiction';
import { Checkboxes, Field, Heading, Lead, QuickExitHelp, Radios, Select, useVoice } from '#ui';
import { text } from '#words';
import type { FormFields } from './form-fields.ts';
import { always, type Step, type StepView } from './step.ts';
import { Continue } from './step-frame.tsx';

const LONGEST = 8000;

function What({ draft, place, errors }: StepView): VNode {
  const { say } = useVoice();
  const kind = draft.kind ?? 'incident';
  const category = categoryOf(draft, place);
  return (
    <>
      {/* words: report.kindWords.*, report.what.title.*, report.what.hint.* */}
      <Heading>{say(`report.what.title.${kind}`)}</Heading>
      <Lead>{say(`report.kindWords.${kind}`)}</Lead>
      {isSensitive(draft, place) && <QuickExitHelp />}
      <Field
        name="words"
        label={say('report.what.words')}
        hint={say(`report.what.hint.${kind}`)}
        rows={7}
        limit={LONGEST}
        value={draft.words}
        error={errors.words}
      />
      <ForWhom draft={draft} errors={errors} />
      {category && category.questions.length > 0 && (
        <>
          <h2>{say('report.what.questions')}</h2>
          <p class="hint">{say('report.what.questionsHint')}</p>
          {category.questions.map((question) => (
            <Question key={question.code} question={question} {...{ draft, place, errors }} />
          ))}
        </>
      )}
      <Continue />
    </>
  );
}

function ForWhom({ draft, errors }: Pick<StepView, 'draft' | 'errors'>): VNode | null {
  const { say } = useVoice();
  if (draft.kind === 'compliment' || draft.kind === 'question') return null;
  return (
    <Radios
      name="onBehalf"
      label={say('report.what.forWhom')}
      value={draft.onBehalf === undefined ? undefined : draft.onBehalf ? 'yes' : 'no'}
      optional
      choices={[
        { value: 'no', label: say('report.what.forMe') },
        {
          value: 'yes',
          label: say('report.what.forAnother'),
          hint: say('report.what.forAnotherHint'),
          more: (
            <Field
              name="onBehalfWords"
              label={say('report.what.howKnown')}
              optional
              rows={2}
              value={draft.onBehalfWords}
              error={errors.onBehalfWords}
            />
          ),
        },
      ]}
    />
  );
}

interface QuestionProps {
  readonly question: CategoryQuestion;
  readonly draft: ReportDraft;
  readonly place: Place;
  readonly errors: StepView['errors'];
}

const MANY_CHOICES = 7;

/** A question of the category, as the place wrote it. None has to be answered. */
function Question({ question, draft, place, errors }: QuestionProps): VNode {
  const { say, language } = useVoice();
  const local = (words: CategoryQuestion['label']) => text(words, language, place.defaultLanguage);
  const name = `answers.${question.code}`;
  const given = draft.answers?.[question.code];
  const one = typeof given === 'string' ? given : undefined;
  const field = {
    name,
    label: local(question.label),
    hint: question.help && local(question.help),
    error: errors[name],
  };
  const options = (question.options ?? []).map(({ code, label }) => ({ value: code, label: local(label) }));
  switch (question.type) {
    case 'text':
      return <Field {...field} value={one} />;
    case 'number':
      return <Field {...field} value={one} inputMode="numeric" width="short" />;
    case 'many':
      return <Checkboxes {...field} choices={options} values={typeof given === 'string' ? [given] : given} />;
    case 'choice':
      if (options.length > MANY_CHOICES) return <Select {...field} options={options} value={one} />;
      return <Radios {...field} choices={options} value={one} />;
    case 'yesno':
      return (
        <Radios
          {...field}
          sideBySide
          value={one}
          choices={[
            { value: 'yes', label: say('report.yes') },
            { value: 'no', label: say('report.no') },
            { value: 'unsure', label: say('report.unsure') },
          ]}
        />
      );
  }
}

/** An answer that the question offers, or free words where it takes them; anything else is left out. */
function answerTo(question: CategoryQuestion, form: FormFields): string | string[] | undefined {
  const name = `answers.${question.code}`;
  const offered = new Set((question.options ?? []).map(({ code }) => code));
  const one = form.text(name);
  switch (question.type) {
    case 'many': {
      const chosen = form.all(name).filter((code) => offered.has(code));
      return chosen.length > 0 ? chosen : undefined;
    }
    case 'choice':
      return one !== undefined && offered.has(one) ? one : undefined;
    case 'yesno':
      return one === 'yes' || one === 'no' || one === 'unsure' ? one : undefined;
    default:
      return one;
  }
}

export const what: Step = {
  name: 'what',
  isAsked: always,
  isAnswered: (draft) => draft.words !== undefined,
  title: ({ voice, draft }) => voice.say(`report.what.title.${draft.kind ?? 'incident'}`),
  body: (view) => <What {...view} />,
  read: (form, { draft, place }) => {
    const answers: Record<string, string | string[]> = { ...draft.answers };
    for (const question of categoryOf(draft, place)?.questions ?? []) {
      const answer = answerTo(question, form);
      if (answer === undefined) delete answers[question.code];
      else answers[question.code] = answer;
    }
    const forWhom = form.text('onBehalf');
    const words = form.text('words');
    return {
      changes: {
        ...{ words, answers, onBehalfWords: form.text('onBehalfWords') },
        onBehalf: forWhom === undefined ? undefined : forWhom === 'yes',
      },
      problems: words ? [] : [{ field: 'words', code: 'words-missing' }],
    };
  },
};
