/** The letters, and the box for the next one, which is always ready. */
import type { VNode } from 'preact';
import type { Message } from '#domain/conversations';
import { LONGEST_TEXT } from '#domain/journeys';
import {
  Actions,
  Button,
  Checkbox,
  Details,
  EmptyState,
  Field,
  Form,
  type Letter,
  Letters,
  Section,
  useVoice,
} from '#ui';
import type { Voice } from '#words';
import { letterUploads } from '../../server/upload-baskets.ts';
import { UploadField } from '../../server/upload-field.tsx';
import { nearDay } from './due.ts';
import { LanguageSelect, PromiseField } from './fields.tsx';
import { errorOf, fieldName, valueIn } from './given.ts';
import { Media } from './media.tsx';
import { actionOf, mayOf, nextStep, type ReportView } from './report-view.ts';
import { TemplateChooser, templateWords } from './template-chooser.tsx';

export function Conversation(props: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { messages, report } = props.opened;
  return (
    <Section id="conversation" title={say('desk.conversation')}>
      <div data-part="letters">
        {messages.length === 0 ? (
          <EmptyState title={say('desk.noLetters')}>
            <p>{say('desk.noLettersText')}</p>
          </EmptyState>
        ) : (
          <Letters
            label={say('desk.conversation')}
            letters={messages.map((one) => letterOf(one, props, voice))}
          />
        )}
      </div>
      {!report.closedAt && mayOf(props).write && <ReplyForm {...props} />}
      {report.closedAt && <p class="soft">{say('desk.closedNoReply')}</p>}
    </Section>
  );
}

function letterOf(message: Message, { names, opened, staff }: ReportView, voice: Voice): Letter {
  const own = message.from === 'officer';
  const files = opened.files.filter((file) => file.message === message.id);
  const read =
    message.readAt && own
      ? voice.say('desk.readByThem', { when: voice.dateTime(message.readAt, 'short') })
      : undefined;
  const writer = names.member(message.staff) ?? voice.say('desk.anOfficer');
  return {
    id: message.id,
    from: own ? (message.staff === staff.id ? voice.say('desk.you') : writer) : voice.say('desk.resident'),
    at: message.at.toISOString(),
    when: voice.dateTime(message.at, nearDay(message.at, opened.now, 'day')),
    body: message.words,
    own,
    lang: message.language,
    attachments: files.length > 0 ? <Media files={files} /> : undefined,
    note: read,
  };
}

function ReplyForm(props: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { opened, given, names } = props;
  const { report } = opened;
  const field = (name: string) => fieldName('reply', name);
  const language = valueIn(given, 'reply', 'language', report.language);
  const words = valueIn(given, 'reply', 'words', templateWords(props));
  return (
    <Form
      id="reply"
      label={say('desk.reply.title')}
      action={actionOf(props, 'reply')}
      requestKey={props.requestKey}
      hidden={{ version: String(report.version) }}
      island="desk-reply"
      files
    >
      <h3>{say('desk.reply.title')}</h3>
      <p class="soft">{say('desk.reply.language', { language: names.languageOf(report.language) })}</p>
      <TemplateChooser {...props} />
      <Field
        name={field('words')}
        label={say('desk.reply.words')}
        rows={5}
        limit={LONGEST_TEXT}
        value={words}
        error={errorOf(given, 'reply', 'words')}
      />
      <div class="desk-row">
        <LanguageSelect name={field('language')} value={language} place={props.place} />
        <PromiseField
          name={field('promise')}
          value={valueIn(given, 'reply', 'promise')}
          error={errorOf(given, 'reply', 'promise')}
        />
      </div>
      <Checkbox
        name={field('asks')}
        label={say('desk.reply.asks')}
        hint={say('desk.reply.asksHint')}
        checked={valueIn(given, 'reply', 'asks') === 'yes'}
      />
      <Details summary={say('desk.reply.files')} open={props.uploads.length > 0}>
        <UploadField
          voice={voice}
          endpoint={letterUploads(report.id, true)}
          uploads={props.uploads}
          mayKeepOriginal={false}
        />
      </Details>
      <Actions>
        <Button kind={nextStep(props) === 'reply' ? 'main' : 'secondary'}>{say('desk.reply.send')}</Button>
      </Actions>
    </Form>
  );
}
