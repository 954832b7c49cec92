/** The letters between a resident and the officers of a report. */
export { addMessage, type NewMessage } from './commands/add-message.ts';
export { LONGEST_MESSAGE, type Message, SENDERS, type Sender } from './message.ts';
export { countUnread, listMessages, markRead } from './queries.ts';
export { deleteMessages } from './store.ts';
