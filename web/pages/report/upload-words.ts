import { localeOf, type Voice } from '#words';
import { DRAFT_UPLOADS } from '../../server/upload-baskets.ts';

const PLAIN = [
  ...[
    'list',
    'unnamed',
    'waiting',
    'checking',
    'received',
    'retrying',
    'failed',
    'pause',
    'resume',
    'retry',
    'remove',
  ],
  ...[
    'unfinished',
    'fileIsEmpty',
    'fileTooLarge',
    'fileTypeNotAccepted',
    'fileLiesAboutItsType',
    'fileHidesAnother',
  ],
  ...[
    'photoTooManyPixels',
    'photoIsDamaged',
    'textIsNotPlain',
    'tooManyFiles',
    'noSpaceLeft',
    'uploadNotFinished',
  ],
] as const;
const NAMED = [
  'added',
  'removed',
  'pauseNamed',
  'resumeNamed',
  'retryNamed',
  'removeNamed',
  'chooseAgain',
] as const;
const COUNTED = ['sending', 'paused', 'spokenProgress'] as const;

/** What the script of the uploads needs to know: where to send, and the few words it says. */
export function uploadWords(voice: Voice): string {
  const { say, language } = voice;
  const name = '{name}';
  const percent = '{percent}';
  // words: files.*
  const words = Object.fromEntries([
    ...PLAIN.map((key) => [key, say(`files.${key}`)]),
    ...NAMED.map((key) => [key, say(`files.${key}`, { name })]),
    ...COUNTED.map((key) => [key, say(`files.${key}`, { name, percent })]),
  ]);
  return JSON.stringify({ endpoint: DRAFT_UPLOADS, locale: localeOf(language), words });
}
