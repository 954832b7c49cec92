import type { DraftUpload, OpenedReport } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import type { Staff } from '#domain/kernel';
import type { Contact } from '#domain/reports';
import type { DeskForm, Given } from './given.ts';
import type { Names } from './names.ts';
import { type View, viewQuery } from './view.ts';

/** All that the page of one report shows. */
export interface ReportView {
  readonly opened: OpenedReport;
  readonly place: Place;
  readonly names: Names;
  readonly staff: Staff;
  readonly view: View;
  /** The map around the place as a `data:` address, where there is one. */
  readonly map: string | undefined;
  readonly requestKey: string;
  /** Files that wait to go with the next letter. */
  readonly uploads: readonly DraftUpload[];
  /** After a form that could not be taken as it was. */
  readonly given?: Given | undefined;
  /** The refusal that met a form, in words already known to the page. */
  readonly refused?: 'changed-meanwhile' | 'not-in-this-state' | undefined;
  /** What was just done. */
  readonly done?: string | undefined;
  readonly contact?: Contact | null | undefined;
  /** A template chosen with scripts off. */
  readonly template?: string | undefined;
}

/** What this hat may do here; the policy decides again when it is done. */
export interface May {
  readonly triage: boolean;
  readonly write: boolean;
  readonly contact: boolean;
}

export function mayOf({ staff, opened }: ReportView): May {
  const open = opened.report.closedAt === null;
  const works = staff.hat === 'cpo' || staff.hat === 'supervisor';
  return { triage: open, write: works, contact: staff.hat === 'cpo' && opened.hasContact };
}

/** The one button that is filled: the next right thing. */
export function nextStep({ opened, staff }: ReportView): 'triage' | 'reply' | 'note' {
  const { status, closedAt } = opened.report;
  if (closedAt) return 'note';
  return status === 'new' || staff.hat === 'controlRoom' ? 'triage' : 'reply';
}

export const addressOf = ({ opened }: ReportView): string => `/desk/reports/${opened.report.id}`;

/** Where a form is sent; it leads back to the report beside the same list. */
export const actionOf = (props: ReportView, form: DeskForm | 'contact'): string =>
  `${addressOf(props)}/${form}${viewQuery(props.view)}`;
