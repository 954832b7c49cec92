export { brandStyles } from './brand.ts';
export { Actions, Button, type ButtonProps, LinkButton } from './button.tsx';
export {
  Checkbox,
  Checkboxes,
  type CheckboxesProps,
  type Choice,
  Radios,
  type RadiosProps,
} from './choices.tsx';
export { Code, type CodeProps } from './code.tsx';
export { DateField, type DateParts, TimeField } from './date-field.tsx';
export { Details } from './details.tsx';
export { EmergencyStrip } from './emergency-strip.tsx';
export { EmptyState } from './empty-state.tsx';
export { type EntryLink, EntryLinks } from './entry-links.tsx';
export { ErrorSummary, type FieldError } from './error-summary.tsx';
export { Field, type FieldProps } from './field.tsx';
export { type Described, fieldId } from './field-frame.tsx';
export { Figure, PersonLine } from './figure.tsx';
export { FileField, type FileFieldProps } from './file-field.tsx';
export { Form, type FormProps, REQUEST_KEY_FIELD } from './form.tsx';
export { Beside, Heading, Lead, Section } from './heading.tsx';
export { Icon, type IconName } from './icon.tsx';
export { type Item, ItemList } from './item-list.tsx';
export { type LanguageChoice, languageChoices, languageHref } from './language-menu.tsx';
export { type Letter, Letters } from './letters.tsx';
export { Notice, type NoticeKind } from './notice.tsx';
export { Page, type PageAssets, type PageProps, PLACE_ICON } from './page.tsx';
export { Pagination, type Tab, Tabs } from './pagination.tsx';
export { PhotoLink } from './photo-link.tsx';
export { QuickExit, QuickExitHelp } from './quick-exit.tsx';
export { renderPage, renderPart } from './render.ts';
export { Select, type SelectGroup, type SelectOption } from './select.tsx';
export type { FooterLink } from './site-footer.tsx';
export type { MenuItem, Place } from './site-header.tsx';
export { BackLink, StepHeader } from './step-header.tsx';
export { SummaryList, type SummaryRow } from './summary-list.tsx';
export { type Column, Table } from './table.tsx';
export { StatusLine, type StatusLineProps, Tag, type TagKind } from './tag.tsx';
export { type NextStep, Steps, Timeline, type TimelineEvent } from './timeline.tsx';
export { Speak, useVoice } from './voice-context.tsx';
