/** Reports: what residents tell, the clock that runs on it, and how it ended. */
export { erase } from './commands/erase.ts';
export {
  assign,
  close,
  note,
  recordMessage,
  recordReply,
  refer,
  reopen,
  triage,
  withdraw,
} from './commands/handle.ts';
export { type ImportedReport, importBatch } from './commands/import-batch.ts';
export { type Submission, type Submitted, submit } from './commands/submit.ts';
export {
  type DraftSecret,
  draftIdOf,
  dropDraft,
  findDraft,
  formatDraftSecret,
  keepDraft,
  newDraftSecret,
  parseDraftSecret,
  receiptEntropyOf,
  reportIdOf,
} from './draft.ts';
export { dropOldDrafts } from './draft-store.ts';
export { countImported, countTaken, takeRows } from './import-store.ts';
export { REOPEN_DAYS } from './lifecycle.ts';
export {
  countPublishedByCell,
  findPublication,
  followOutcome,
  listPublished,
  type Publication,
  publish,
  unpublish,
} from './publication-store.ts';
export {
  countReports,
  findTarget,
  getContact,
  getReport,
  getReportHead,
  listActivity,
  listReports,
  type QueueLine,
  type QueuePage,
  searchReports,
} from './queries.ts';
export { COUNT_CAP, type QueueCounts, type QueueQuery } from './queue-store.ts';
export {
  type Activity,
  type Contact,
  type Content,
  contactSchema,
  contentSchema,
  type Kind,
  LONGEST_TEXT,
  OUTCOMES,
  type Outcome,
  type Report,
  TIERS,
  type Tier,
  URGENCIES,
  type Urgency,
  type Verb,
} from './report.ts';
