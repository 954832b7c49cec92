import type { ComponentChildren } from 'preact';
import { isSensitive } from '#domain/journeys';
import type { FieldProblem } from '#domain/kernel';
import { show } from '../../server/show.tsx';
import type { PageContext, Web } from '../../server/visit.ts';
import { publicMenu } from '../home/menu.ts';
import { pathOf, type Step, type StepView } from './step.ts';
import { StepFrame } from './step-frame.tsx';
import { positionOf } from './steps.ts';

export interface Shown {
  readonly draft: StepView['draft'];
  readonly problems?: readonly FieldProblem[] | undefined;
  readonly seen?: StepView['seen'] | undefined;
  /** `check` where one answer is changed from there. */
  readonly back?: string | undefined;
  /** In place of the step's own body. */
  readonly body?: ((view: StepView) => ComponentChildren) | undefined;
  readonly notice?: ComponentChildren;
}

/** One question as a page, with what is wrong in it if something is. */
export function showStep(c: PageContext, web: Web, step: Step, shown: Shown): Response {
  const place = c.get('place');
  const voice = c.get('voice');
  const { draft, seen = {}, problems = [], back } = shown;
  // words: problem.*
  const errors = problems.map(({ field, code, values }) => ({
    name: field === '' ? undefined : field,
    message: voice.say(`problem.${code}`, values),
  }));
  const byField = Object.fromEntries(errors.map(({ name = '', message }) => [name, message]));
  const view: StepView = { place, voice, draft, seen, errors: byField, now: web.runtime.clock() };
  const { step: number, total, before } = positionOf(step, draft, place);
  const isSensitiveNow = isSensitive(draft, place);
  if (isSensitiveNow) c.set('sensitive', true);
  const backHref = back === 'check' ? '/report/check' : before && pathOf(before.name);
  return show(
    c,
    web,
    {
      ...{ title: step.title(view), width: 'form', menu: publicMenu(c), backTo: pathOf(step.name) },
      ...{ hasErrors: errors.length > 0, status: errors.length > 0 ? 422 : 200 },
    },
    <>
      {shown.notice}
      <StepFrame
        {...{ step: number, total, errors, back, backHref, isSensitive: isSensitiveNow }}
        action={pathOf(step.name)}
        hasFiles={step.name === 'files'}
      >
        {shown.body ? shown.body(view) : step.body(view)}
      </StepFrame>
      {step.after?.(view)}
    </>,
  );
}
