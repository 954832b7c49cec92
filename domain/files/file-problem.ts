import { Refusal, type RefusalCode } from '#domain/kernel';

/** Why a file is not taken. Each code is a key of the catalogue `files`, with a way out in its words. */
export const FILE_PROBLEMS = {
  fileIsEmpty: 'type-not-accepted',
  fileTooLarge: 'too-large',
  fileTypeNotAccepted: 'type-not-accepted',
  fileLiesAboutItsType: 'type-not-accepted',
  fileHidesAnother: 'type-not-accepted',
  photoTooManyPixels: 'too-large',
  photoIsDamaged: 'type-not-accepted',
  textIsNotPlain: 'type-not-accepted',
  tooManyFiles: 'too-large',
  uploadsTooFast: 'too-many-tries',
  noSpaceLeft: 'storage-full',
  uploadNotFinished: 'not-in-this-state',
} as const satisfies Record<string, RefusalCode>;
export type FileProblem = keyof typeof FILE_PROBLEMS;

export function isFileProblem(text: string | undefined): text is FileProblem {
  return text !== undefined && Object.hasOwn(FILE_PROBLEMS, text);
}

/** The refusal for a file; its `detail` is the problem's code. */
export function fileRefused(problem: FileProblem): Refusal {
  return new Refusal(FILE_PROBLEMS[problem], problem);
}
