export { type MissingWords, messagesOf, refuseMissingWords, tolerateMissingWords } from './catalogue.ts';
export type { DateStyle, Instant } from './clock.ts';
export {
  chooseLanguage,
  type Direction,
  directionOf,
  isLanguage,
  LANGUAGES,
  type Language,
  localeOf,
  ownNameOf,
} from './languages.ts';
export { type LocalText, text, tongueOf } from './text.ts';
export { type RichValues, type Value, type Values, type Voice, voiceOf } from './voice.ts';
