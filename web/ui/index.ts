export { Actions, Button, type ButtonProps, LinkButton } from './button.tsx';
export {
  Checkbox,
  Checkboxes,
  type CheckboxesProps,
  type Choice,
  Radios,
  type RadiosProps,
} from './choices.tsx';
export { DateField, type DateParts, TimeField } from './date-field.tsx';
export { Details } from './details.tsx';
export { EmergencyStrip } from './emergency-strip.tsx';
export { ErrorSummary, type FieldError } from './error-summary.tsx';
export { Field, type FieldProps } from './field.tsx';
export { type Described, fieldId } from './field-frame.tsx';
export { FileField, type FileFieldProps } from './file-field.tsx';
export { Form, type FormProps, REQUEST_KEY_FIELD } from './form.tsx';
export { Beside, Heading, Lead, Section } from './heading.tsx';
export { Icon, type IconName } from './icon.tsx';
export { type LanguageChoice, languageChoices, languageHref } from './language-menu.tsx';
export { Notice, type NoticeKind } from './notice.tsx';
export { Page, type PageAssets, type PageProps } from './page.tsx';
export { QuickExit, QuickExitHelp } from './quick-exit.tsx';
export { renderPage, renderPart } from './render.ts';
export { Select, type SelectGroup, type SelectOption } from './select.tsx';
export type { FooterLink } from './site-footer.tsx';
export type { MenuItem, Place } from './site-header.tsx';
export { BackLink, StepHeader } from './step-header.tsx';
export { Speak, useVoice } from './voice-context.tsx';
