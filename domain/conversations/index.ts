/** The letters between a resident and the officers of a report. */
export { addMessage } from './commands/add-message.ts';
export type { Message } from './message.ts';
export { countUnread, listMessages, markRead } from './queries.ts';
export { deleteMessages } from './store.ts';
