/** The order of the questions, and which of them this person is asked. */

import type { ReportDraft } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import { category } from './category.tsx';
import { check } from './check.tsx';
import { danger } from './danger.tsx';
import { files } from './files.tsx';
import { kind } from './kind.tsx';
import { people } from './people.tsx';
import type { Step } from './step.ts';
import { what } from './what.tsx';
import { when } from './when.tsx';
import { where } from './where.tsx';
import { you } from './you.tsx';

export const STEPS: readonly Step[] = [danger, kind, category, what, where, when, people, files, you, check];

function askedSteps(draft: ReportDraft, place: Place, at: Step): readonly Step[] {
  return STEPS.filter((step) => step === at || step.isAsked(draft, place));
}

/** "Step 3 of about 8", and the question before. */
export function positionOf(at: Step, draft: ReportDraft, place: Place) {
  const asked = askedSteps(draft, place, at);
  const index = asked.indexOf(at);
  return { step: index + 1, total: asked.length, before: asked[index - 1] };
}

export function stepAfter(at: Step, draft: ReportDraft, place: Place): Step {
  const asked = askedSteps(draft, place, at);
  return asked[asked.indexOf(at) + 1] ?? check;
}

/** The first question before this one that has to be answered first; nothing when the way is free. */
export function firstOpen(at: Step, draft: ReportDraft, place: Place): Step | undefined {
  const before = STEPS.slice(0, STEPS.indexOf(at));
  return before.find((step) => step.isAsked(draft, place) && !step.isAnswered(draft, place));
}
