/** Files that people send: received unreadable, known by their bytes, cleaned, sealed under the person's key. */
export { attachUploads } from './commands/attach-uploads.ts';
export { beginUpload } from './commands/begin-upload.ts';
export { finishUpload, judgeUpload } from './commands/finish-upload.ts';
export { type Prepared, prepareVariants, removeVariants } from './commands/prepare-file.ts';
export {
  type FileId,
  newUploadSchema,
  ownerSchema,
  type ReportFile,
  type Upload,
  type UploadId,
  VARIANTS,
  type Variants,
} from './file.ts';
export { stagingOf } from './file-places.ts';
export { type FileProblem, fileRefused } from './file-problem.ts';
export { ACCEPT_ATTRIBUTE, LARGEST, MOST_FILES } from './media-types.ts';
export {
  type FileTicket,
  fileNames,
  findFile,
  forgetFiles,
  getUpload,
  issueTicket,
  listFiles,
  listUploads,
  openVariant,
  removeUpload,
  sealingKey,
} from './queries.ts';
export { makeStaging } from './staging.ts';
export { deleteUploadsBefore, rewrapUploadNames, selectCleaning, settleFile } from './store.ts';
