import { h, type VNode } from 'preact';
import type { FollowedFile } from '#domain/journeys';
import { PhotoLink, useVoice } from '#ui';

/** What the person sent: photos small, film and sound with their controls, documents to be saved. */
export function FileList({ files }: { files: readonly FollowedFile[] }): VNode {
  const { say } = useVoice();
  return (
    <ul class="desk-media" aria-label={say('follow.files')}>
      {files.map((file) => (
        <li key={file.id}>
          <OneFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function OneFile({ file }: { file: FollowedFile }): VNode {
  const { say } = useVoice();
  const name = file.givenName || say('files.unnamed');
  const address = `/files/${file.id}`;
  if (file.state !== 'ready') {
    // words: files.*
    const refused = say(`files.${file.problem ?? 'refused'}`);
    return (
      <p class="small">
        <bdi>{name}</bdi>: {file.state === 'refused' ? refused : say('files.preparing')}
      </p>
    );
  }
  if (file.kind === 'photo') {
    const { small } = file.variants;
    return <PhotoLink address={address} alt={say('files.open', { name })} size={small} />;
  }
  if (file.kind === 'document') {
    return (
      <a href={`${address}/whole`} download>
        {say('files.download', { name })}
      </a>
    );
  }
  // Nothing is fetched before somebody presses play. What a person recorded has no captions to offer.
  const recording = { controls: true, preload: 'none', src: `${address}/whole`, 'aria-label': name } as const;
  return (
    <>
      {h(file.kind, recording)}
      <bdi class="small">{name}</bdi>
    </>
  );
}
