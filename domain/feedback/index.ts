/** One question at the end of a report: did this help? */
export { giveFeedback, type NewFeedback } from './commands/give-feedback.ts';
export {
  type Closing,
  type Feedback,
  type FeedbackCounts,
  HELPED,
  type Helped,
  LONGEST_REMARK,
} from './feedback.ts';
export { countFeedback, findFeedback } from './queries.ts';
export { deleteFeedback } from './store.ts';
