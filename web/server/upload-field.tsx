import type { VNode } from 'preact';
import { ACCEPT_ATTRIBUTE, type DraftUpload, MOST_FILES } from '#domain/journeys';
import { Button, Checkbox, Details, FileField } from '#ui';
import { localeOf, type Voice } from '#words';

/** Words that the browser part shows by itself. Braces stay, for it to fill in. */
const ISLAND_WORDS = [
  ...[
    'list',
    'unnamed',
    'waiting',
    'sending',
    'paused',
    'checking',
    'received',
    'added',
    'removed',
    'retrying',
    'failed',
  ],
  ...[
    'pause',
    'resume',
    'retry',
    'remove',
    'pauseNamed',
    'resumeNamed',
    'retryNamed',
    'removeNamed',
    'chooseAgain',
    'unfinished',
  ],
  ...[
    'spokenProgress',
    'fileIsEmpty',
    'fileTooLarge',
    'fileTypeNotAccepted',
    'fileLiesAboutItsType',
    'fileHidesAnother',
  ],
  ...['textIsNotPlain', 'tooManyFiles', 'noSpaceLeft', 'uploadNotFinished'],
] as const;

export interface UploadFieldProps {
  readonly voice: Voice;
  /** Where this draft's uploads live: `DRAFT_UPLOADS` or `letterUploads(report, atDesk)`. */
  readonly endpoint: string;
  /** What the draft has already (`listDraftUploads`). */
  readonly uploads: readonly DraftUpload[];
  /** Offer to keep photos as they are. Off where no photo of the sender's own is expected, as at the desk. */
  readonly mayKeepOriginal?: boolean;
}

/**
 * Choose, see and take back files. The form around it is `multipart/form-data` and is read by `readFormWithFiles`; a
 * press on "Remove" sends the same form with `remove` holding the id.
 */
export function UploadField({ voice, endpoint, uploads, mayKeepOriginal = true }: UploadFieldProps): VNode {
  const { say } = voice;
  // words: files.*
  const words = Object.fromEntries(
    ISLAND_WORDS.map((key) => [key, say(`files.${key}`, { name: '{name}', percent: '{percent}' })]),
  );
  const props = JSON.stringify({ endpoint, words, locale: localeOf(voice.language) });
  return (
    <div class="upload-field">
      <p>{say('files.cleaned')}</p>
      {mayKeepOriginal && (
        <Checkbox
          name="keepOriginal"
          value="1"
          label={say('files.keepOriginal')}
          hint={say('files.keepOriginalHint')}
        />
      )}
      <FileField
        name="files"
        label={say('files.label')}
        hint={say('files.hint', { count: MOST_FILES })}
        accept={ACCEPT_ATTRIBUTE}
        multiple
        island="uploads"
        islandData={props}
      />
      <UploadList voice={voice} uploads={uploads} />
      <Details summary={say('files.about')}>
        <p>{say('files.accepted')}</p>
        <p>{say('files.notCleaned')}</p>
        <p>{say('files.sealed')}</p>
      </Details>
    </div>
  );
}

/** What the draft has, in words. With scripts the same list is kept alive by the island. */
function UploadList({ voice, uploads }: Pick<UploadFieldProps, 'voice' | 'uploads'>): VNode | null {
  const { say } = voice;
  if (uploads.length === 0) return null;
  return (
    <ul class="uploads" aria-label={say('files.list')} data-uploads>
      {uploads.map(({ id, name, state, problem }) => (
        <li key={id} class={problem ? 'refused' : undefined}>
          <span class="upload-name">
            <bdi>{name || say('files.unnamed')}</bdi>
          </span>
          <span class="upload-state">{say(`files.${problem ?? state}`)}</span>
          <Button kind="quiet" name="remove" value={id}>
            {say('files.removeNamed', { name: name || say('files.unnamed') })}
          </Button>
        </li>
      ))}
    </ul>
  );
}
