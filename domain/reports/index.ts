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
  type Triage,
  triage,
  withdraw,
} from './commands/handle.ts';
export { type ImportedReport, importBatch } from './commands/import-batch.ts';
export { type Submission, type Submitted, submit } from './commands/submit.ts';
export {
  type DraftSecret,
  draftIdOf,
  dropDraft,
  type FoundDraft,
  findDraft,
  formatDraftSecret,
  keepDraft,
  newDraftSecret,
  parseDraftSecret,
  receiptEntropyOf,
  reportIdOf,
} from './draft.ts';
export { countImported, countTaken, type ImportedCount, type RowToTake, takeRows } from './import-store.ts';
export { type DueKind, REOPEN_DAYS, STATUSES, type Status, TRANSITIONS } from './lifecycle.ts';
export {
  countPublishedByCell,
  findPublication,
  followOutcome,
  listPublished,
  type Publication,
  type PublishDecision,
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
  type OpenReport,
  type QueueLine,
  searchReports,
} from './queries.ts';
export {
  type Activity,
  type Contact,
  type Content,
  contactSchema,
  contentSchema,
  KINDS,
  type Kind,
  LONGEST_TEXT,
  OUTCOMES,
  type Outcome,
  placeSchema,
  type Report,
  TIERS,
  type Tier,
  URGENCIES,
  type Urgency,
  VERBS,
  type Verb,
  whenSchema,
} from './report.ts';
export { COUNT_CAP, dropOldDrafts, type QueueCounts, type QueuePlace, type QueueQuery } from './store.ts';
