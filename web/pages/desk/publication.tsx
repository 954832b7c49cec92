/** What may be known outside: nothing, unless somebody decides so and writes it anew in their own words. */
import type { VNode } from 'preact';
import { Actions, Button, Details, Field, Form, Notice, Section, useVoice } from '#ui';
import { errorOf, fieldName, valueIn } from './given.ts';
import { actionOf, type ReportView } from './report-view.ts';

export function Publication(props: ReportView): VNode {
  const { say } = useVoice();
  const { publication } = props.opened;
  return (
    <Section id="publication" title={say('desk.publish.title')}>
      {publication ? <Published {...props} /> : <p>{say('desk.publish.nothing')}</p>}
      <Details
        summary={say(publication ? 'desk.publish.change' : 'desk.publish.open')}
        open={props.given?.form === 'publish'}
        id="publish"
      >
        <PublishForm {...props} />
      </Details>
    </Section>
  );
}

function Published(props: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { publication, report } = props.opened;
  const [language, title] = Object.entries(publication?.title ?? {})[0] ?? [];
  return (
    <>
      <p>
        <b dir="auto" lang={language}>
          {title}
        </b>{' '}
        <span class="soft">
          {publication && say('desk.publish.since', { when: voice.date(publication.publishedAt) })}
        </span>
      </p>
      <Form
        action={actionOf(props, 'unpublish')}
        requestKey={props.requestKey}
        hidden={{ version: String(report.version) }}
      >
        <Button kind="secondary" size="compact">
          {say('desk.publish.withdraw')}
        </Button>
      </Form>
    </>
  );
}

function PublishForm(props: ReportView): VNode {
  const { say } = useVoice();
  const { opened, given, place } = props;
  const { report, publication } = opened;
  const own = place.defaultLanguage;
  const languages = [own, ...place.languages.filter((language) => language !== own)];
  const field = (language: string) => (
    <PublicWords
      key={language}
      {...props}
      language={language}
      title={publication?.title[language] ?? ''}
      words={publication?.words[language] ?? ''}
    />
  );
  return (
    <Form
      action={actionOf(props, 'publish')}
      requestKey={props.requestKey}
      hidden={{ version: String(report.version) }}
      label={say('desk.publish.title')}
    >
      <Notice>
        <p>{say('desk.publish.about')}</p>
      </Notice>
      {field(own)}
      {languages.length > 1 && (
        <Details summary={say('desk.publish.others')}>{languages.slice(1).map(field)}</Details>
      )}
      <Field
        name={fieldName('publish', 'reason')}
        label={say('desk.publish.reason')}
        hint={say('desk.publish.reasonHint')}
        rows={2}
        value={valueIn(given, 'publish', 'reason')}
        error={errorOf(given, 'publish', 'reason')}
      />
      <Actions>
        <Button kind="secondary">{say('desk.publish.send')}</Button>
      </Actions>
    </Form>
  );
}

function PublicWords(
  props: ReportView & { readonly language: string; readonly title: string; readonly words: string },
): VNode {
  const { say } = useVoice();
  const { language, given, names } = props;
  const own = names.languageOf(language);
  return (
    <>
      <Field
        name={fieldName('publish', `title-${language}`)}
        label={say('desk.publish.headline', { language: own })}
        value={valueIn(given, 'publish', `title-${language}`, props.title)}
        error={errorOf(given, 'publish', `title-${language}`)}
      />
      <Field
        name={fieldName('publish', `words-${language}`)}
        label={say('desk.publish.words', { language: own })}
        rows={3}
        value={valueIn(given, 'publish', `words-${language}`, props.words)}
        error={errorOf(given, 'publish', `words-${language}`)}
      />
    </>
  );
}
