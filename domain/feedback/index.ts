/** One question at the end of a report: did this help? */
export { giveFeedback } from './commands/give-feedback.ts';
export {
  type Feedback,
  HELPED,
  type Helped,
  LONGEST_REMARK,
} from './feedback.ts';
export { countFeedback, findFeedback } from './queries.ts';
export { deleteFeedback } from './store.ts';
