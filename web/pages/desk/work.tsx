/** What an officer decides: who holds it, how urgent it is, whom it is passed to, how it ends. */
import type { VNode } from 'preact';
import { LONGEST_TEXT, OUTCOMES, URGENCIES } from '#domain/journeys';
import { Actions, Button, Details, Field, Form, Radios, Section, Select, useVoice } from '#ui';
import { text } from '#words';
import { HolderFields, LanguageSelect } from './fields.tsx';
import { errorOf, fieldName, valueIn } from './given.ts';
import { Publication } from './publication.tsx';
import { Reach } from './reach.tsx';
import { actionOf, mayOf, nextStep, type ReportView } from './report-view.ts';

export function Work(props: ReportView): VNode {
  const { say } = useVoice();
  const { opened, given } = props;
  const may = mayOf(props);
  const isOpen = opened.report.closedAt === null;
  const folded = (form: 'triage' | 'refer' | 'close') => given?.form === form;
  return (
    <>
      {may.triage && (
        <Section id="triage" title={say('desk.triage.title')}>
          <TakeForm {...props} />
          <Details
            summary={say('desk.triage.open')}
            open={nextStep(props) === 'triage' || folded('triage')}
            id="triage-details"
          >
            <TriageForm {...props} />
          </Details>
        </Section>
      )}
      {isOpen && may.write && (
        <Section id="end" title={say('desk.end.title')}>
          <Details summary={say('desk.refer.open')} open={folded('refer')} id="refer">
            <ReferForm {...props} />
          </Details>
          <Details summary={say('desk.close.open')} open={folded('close')} id="close">
            <CloseForm {...props} />
          </Details>
        </Section>
      )}
      <Reach {...props} />
      {may.write && <Publication {...props} />}
    </>
  );
}

const versionOf = ({ opened }: ReportView) => ({ version: String(opened.report.version) });

/** One press: it is mine now. Not shown to whoever holds it already, or cannot hold it. */
function TakeForm(props: ReportView): VNode | null {
  const { say } = useVoice();
  const { opened, names, staff } = props;
  const { report } = opened;
  const mine = report.assignee === staff.id;
  const holder = names.member(report.assignee) ?? names.unit(report.unit);
  const who = mine
    ? say('desk.heldByYou')
    : holder
      ? say('desk.heldBy', { who: holder })
      : say('desk.heldByNobody');
  return (
    <>
      <p>{who}</p>
      {!mine && mayOf(props).write && (
        <Form
          id="take"
          action={actionOf(props, 'assign')}
          requestKey={props.requestKey}
          hidden={{
            ...versionOf(props),
            [fieldName('assign', 'unit')]: report.unit ?? '',
            [fieldName('assign', 'assignee')]: staff.id,
          }}
        >
          <Button kind="secondary" size="compact" keys="m">
            {say('desk.take')}
          </Button>
        </Form>
      )}
    </>
  );
}

function TriageForm(props: ReportView): VNode {
  const { say, language } = useVoice();
  const { opened, given, place } = props;
  const { report } = opened;
  const name = (field: string) => fieldName('triage', field);
  const value = (field: string, otherwise: string) => valueIn(given, 'triage', field, otherwise);
  const kinds = place.categories.map((one) => ({
    value: one.id,
    label: text(one.name, language, place.defaultLanguage),
  }));
  return (
    <Form
      action={actionOf(props, 'triage')}
      requestKey={props.requestKey}
      hidden={versionOf(props)}
      label={say('desk.triage.title')}
    >
      <Select
        name={name('category')}
        label={say('desk.category')}
        options={kinds}
        value={value('category', report.category)}
        empty={false}
        width="full"
      />
      <Radios
        name={name('urgency')}
        label={say('desk.urgencyLabel')}
        value={value('urgency', report.urgency)}
        choices={URGENCIES.map((urgency) => ({ value: urgency, label: say(`desk.urgency.${urgency}`) }))}
      />
      <Field
        name={name('reason')}
        label={say('desk.triage.reason')}
        hint={say('desk.triage.reasonHint')}
        rows={2}
        value={value('reason', '')}
        error={errorOf(given, 'triage', 'reason')}
      />
      <HolderFields
        place={place}
        colleagues={opened.colleagues}
        unitName={name('unit')}
        assigneeName={name('assignee')}
        unit={value('unit', report.unit ?? '')}
        assignee={value('assignee', report.assignee ?? '')}
        assigneeError={errorOf(given, 'triage', 'assignee')}
      />
      <Actions>
        <Button kind={nextStep(props) === 'triage' ? 'main' : 'secondary'}>{say('desk.triage.save')}</Button>
      </Actions>
    </Form>
  );
}

function ReferForm(props: ReportView): VNode {
  const { say, language } = useVoice();
  const { opened, given, place } = props;
  const name = (field: string) => fieldName('refer', field);
  const services = place.agencies.map((one) => ({
    value: one.id,
    label: text(one.name, language, place.defaultLanguage),
  }));
  return (
    <Form
      action={actionOf(props, 'refer')}
      requestKey={props.requestKey}
      hidden={versionOf(props)}
      label={say('desk.refer.open')}
    >
      <p class="soft">{say('desk.refer.about')}</p>
      <Select
        name={name('agency')}
        label={say('desk.refer.service')}
        options={services}
        value={valueIn(given, 'refer', 'agency')}
        error={errorOf(given, 'refer', 'agency')}
        width="full"
      />
      <Letter {...props} form="refer" label={say('desk.refer.words')} language={opened.report.language} />
      <Actions>
        <Button kind="secondary">{say('desk.refer.send')}</Button>
      </Actions>
    </Form>
  );
}

function CloseForm(props: ReportView): VNode {
  const { say } = useVoice();
  const { opened, given } = props;
  return (
    <Form
      action={actionOf(props, 'close')}
      requestKey={props.requestKey}
      hidden={versionOf(props)}
      label={say('desk.close.open')}
    >
      <Radios
        name={fieldName('close', 'outcome')}
        label={say('desk.close.outcome')}
        value={valueIn(given, 'close', 'outcome')}
        error={errorOf(given, 'close', 'outcome')}
        choices={OUTCOMES.map((outcome) => ({ value: outcome, label: say(`desk.outcome.${outcome}`) }))}
      />
      <Letter {...props} form="close" label={say('desk.close.words')} language={opened.report.language} />
      <Actions>
        <Button kind="secondary">{say('desk.close.send')}</Button>
      </Actions>
    </Form>
  );
}

/** The words that go to the resident with a decision; never without them. */
function Letter(
  props: ReportView & { readonly form: 'refer' | 'close'; readonly label: string; readonly language: string },
): VNode {
  const { form, given, place } = props;
  return (
    <>
      <Field
        name={fieldName(form, 'words')}
        label={props.label}
        rows={4}
        limit={LONGEST_TEXT}
        value={valueIn(given, form, 'words')}
        error={errorOf(given, form, 'words')}
      />
      <LanguageSelect
        name={fieldName(form, 'language')}
        value={valueIn(given, form, 'language', props.language)}
        place={place}
      />
    </>
  );
}
