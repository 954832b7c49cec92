/** The conversation as letters, and the box for the next one. */
import type { VNode } from 'preact';
import type { FollowedReport } from '#domain/journeys';
import {
  Actions,
  Button,
  Details,
  EmptyState,
  Field,
  Form,
  type Letter,
  Letters,
  Section,
  useVoice,
} from '#ui';
import { letterUploads } from '../../server/upload-baskets.ts';
import { UploadField } from '../../server/upload-field.tsx';
import { FileList } from './files.tsx';
import { errorOf, newRequestKey } from './holding.ts';
import type { ReportView } from './report-view.ts';
import { whoHolds, writerOf } from './status.ts';

/** As many characters as a letter may have. */
export const LONGEST_LETTER = 8000;

function letterOf(message: FollowedReport['messages'][number], { followed }: ReportView): Letter {
  const voice = useVoice();
  const own = message.from === 'resident';
  const files = followed.files.filter((file) => file.message === message.id);
  const read = message.readAt
    ? voice.say('follow.readOn', { when: voice.dateTime(message.readAt, 'short') })
    : voice.say('follow.notReadYet');
  return {
    id: message.id,
    from: own ? voice.say('follow.you') : writerOf(followed, message.staff, voice),
    at: message.at.toISOString(),
    when: voice.dateTime(message.at, 'day'),
    body: message.words,
    own,
    lang: message.language,
    attachments: files.length > 0 ? <FileList files={files} /> : undefined,
    note: own ? read : undefined,
  };
}

export function LettersSoFar(view: ReportView): VNode {
  const { say } = useVoice();
  const { messages } = view.followed;
  return (
    <Section id="letters" title={say('follow.letters')}>
      <div id="live-letters" data-count={messages.length}>
        {messages.length === 0 ? (
          <EmptyState title={say('follow.noLetters')}>
            <p>{say('follow.noLettersText')}</p>
          </EmptyState>
        ) : (
          <Letters label={say('follow.letters')} letters={messages.map((one) => letterOf(one, view))} />
        )}
      </div>
    </Section>
  );
}

export function LetterForm(view: ReportView): VNode {
  const voice = useVoice();
  const { say } = voice;
  const { followed, given, address, uploads, place } = view;
  const { report } = followed;
  const errors = given.errors ?? [];
  const added = uploads.filter(({ problem }) => problem === null);
  return (
    <Form
      id="write"
      action={`${address}/write`}
      requestKey={newRequestKey()}
      label={say('follow.write.title')}
      files
    >
      <Field
        name="words"
        label={say('follow.write.label', { who: whoHolds(followed, place, voice) })}
        hint={say('follow.write.hint')}
        rows={5}
        limit={LONGEST_LETTER}
        value={given.words}
        error={errorOf(errors, 'words')}
        autocomplete="off"
      />
      <Details summary={say('follow.write.files')} open={uploads.length > 0}>
        <UploadField voice={voice} endpoint={letterUploads(report.id, false)} uploads={added} />
      </Details>
      <Actions>
        <Button>{say('follow.write.send')}</Button>
      </Actions>
    </Form>
  );
}
