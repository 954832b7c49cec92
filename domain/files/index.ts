/** Files that people send: received unreadable, known by their bytes, cleaned, sealed under the person's key. */
export { type ByteSource, bufferSource, pieces } from './byte-source.ts';
export { type Attachment, attachUploads } from './commands/attach-uploads.ts';
export { beginUpload } from './commands/begin-upload.ts';
export { finishUpload, judgeUpload, type Verdict } from './commands/finish-upload.ts';
export { type Prepared, prepareVariants, removeVariants } from './commands/prepare-file.ts';
export * from './file.ts';
export { type FileHouse, stagingOf } from './file-places.ts';
export { FILE_PROBLEMS, type FileProblem, fileRefused, isFileProblem } from './file-problem.ts';
export { FILE_STATES, FILE_STEPS, type FileState, type FileStep, findNextState } from './lifecycle.ts';
export {
  ACCEPT_ATTRIBUTE,
  FILE_KINDS,
  type FileKind,
  LARGEST,
  LIMITS,
  type MediaType,
  MOST_FILES,
} from './media-types.ts';
export * from './queries.ts';
export { SealBroken } from './sealed-file.ts';
export { makeStaging, type StagedUpload, type Staging } from './staging.ts';
export { deleteUploadsBefore, selectCleaning, settleFile } from './store.ts';
