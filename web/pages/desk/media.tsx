import { h, type VNode } from 'preact';
import type { OpenedReport } from '#domain/journeys';
import { PhotoLink, useVoice } from '#ui';

type DeskFile = OpenedReport['files'][number];

/** Photos small, film and sound with their controls, documents only to be saved; what is not ready says so. */
export function Media({ files }: { files: readonly DeskFile[] }): VNode {
  const { say } = useVoice();
  return (
    <ul class="desk-media" aria-label={say('desk.media')}>
      {files.map((file) => (
        <li key={file.id}>
          <OneFile file={file} />
        </li>
      ))}
    </ul>
  );
}

/**
 * Nothing is fetched, and so nothing is noted as opened, before somebody presses play. What a resident recorded has no
 * captions, so there is no track to offer.
 */
const recording = (address: string, name: string) => ({
  controls: true,
  preload: 'none' as const,
  src: `${address}/whole`,
  'aria-label': name,
});

function OneFile({ file }: { file: DeskFile }): VNode {
  const { say } = useVoice();
  const name = file.givenName || say('files.unnamed');
  const address = `/desk/reports/${file.report}/files/${file.id}`;
  if (file.state !== 'ready') {
    // words: files.*
    const state =
      file.state === 'refused' ? say(`files.${file.problem ?? 'refused'}`) : say('files.preparing');
    return (
      <p class="small">
        <bdi>{name}</bdi>: {state}
      </p>
    );
  }
  const named = <bdi class="small">{name}</bdi>;
  switch (file.kind) {
    case 'photo': {
      const { small } = file.variants;
      return <PhotoLink address={address} alt={say('files.open', { name })} size={small} />;
    }
    case 'video':
      return (
        <>
          {h('video', recording(address, name))}
          {named}
        </>
      );
    case 'audio':
      return (
        <>
          {h('audio', recording(address, name))}
          {named}
        </>
      );
    case 'document':
      return (
        <a href={`${address}/whole`} download>
          {say('files.download', { name })}
        </a>
      );
  }
}
