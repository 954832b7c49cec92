import type { VNode } from 'preact';
import { ACCEPT_ATTRIBUTE, MOST_FILES } from '#domain/files';
import type { DraftUpload } from '#domain/journeys';
import { Button, Checkbox, FileField, Heading, Lead, Notice, useVoice } from '#ui';
import { always, type Step } from './step.ts';
import { Continue } from './step-frame.tsx';
import { uploadWords } from './upload-words.ts';

export interface FilesProps {
  readonly uploads: readonly DraftUpload[];
  /** Files of this sending that were not taken, and why in words. */
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}

/** Photos, video, sound, documents; or none. */
export function Files({ uploads, refused }: FilesProps): VNode {
  const voice = useVoice();
  const { say } = voice;
  return (
    <>
      <Heading>{say('report.files.title')}</Heading>
      <Lead>{say('files.without')}</Lead>
      {refused.length > 0 && (
        <Notice kind="danger" title={say('report.files.notTaken')} announce>
          <ul>
            {refused.map(({ name, why }) => (
              <li key={name}>
                <bdi>{name}</bdi>: {why}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Uploaded uploads={uploads} />
      <p>{say('files.cleaned')}</p>
      {/* Before the files, because it counts for those that come after it. */}
      <Checkbox name="keepOriginal" label={say('files.keepOriginal')} hint={say('files.keepOriginalHint')} />
      <FileField
        name="files"
        label={say('files.label')}
        hint={say('files.hint', { count: MOST_FILES })}
        accept={ACCEPT_ATTRIBUTE}
        multiple
        island="uploads"
        islandData={uploadWords(voice)}
      />
      <p class="hint">
        {say('files.accepted')} {say('files.notCleaned')} {say('files.sealed')}
      </p>
      <Continue />
    </>
  );
}

function Uploaded({ uploads }: { uploads: readonly DraftUpload[] }): VNode | null {
  const { say } = useVoice();
  if (uploads.length === 0) return null;
  return (
    <div data-uploads>
      <h2>{say('files.list')}</h2>
      <ul class="area-list">
        {uploads.map(({ id, name, state, problem }) => {
          const shown = name || say('files.unnamed');
          return (
            <li key={id}>
              <bdi>{shown}</bdi> · {problem ? say(`files.${problem}`) : say(`files.${state}`)}{' '}
              <Button kind="quiet" size="compact" name="remove" value={id}>
                {say('files.removeNamed', { name: shown })}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Its page and its form are read in `files-page.tsx`, because files are no fields. */
export const files: Step = {
  name: 'files',
  isAsked: always,
  isAnswered: always,
  title: ({ voice }) => voice.say('report.files.title'),
  body: () => <Files uploads={[]} refused={[]} />,
  read: () => ({ changes: {} }),
};
