import type { VNode } from 'preact';
import type { DraftUpload } from '#domain/journeys';
import { Heading, Lead, Notice, useVoice } from '#ui';
import { DRAFT_UPLOADS } from '../../server/upload-baskets.ts';
import { UploadField } from '../../server/upload-field.tsx';
import { always, type Step } from './step.ts';
import { Continue } from './step-frame.tsx';

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
      <UploadField voice={voice} endpoint={DRAFT_UPLOADS} uploads={uploads} />
      <Continue />
    </>
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
