import type { ComponentChildren, VNode } from 'preact';
import { Actions, Button, ErrorSummary, type FieldError, StepHeader, useVoice } from '#ui';

interface FrameProps {
  readonly step: number;
  readonly total: number;
  readonly backHref: string | undefined;
  readonly action: string;
  readonly errors: readonly FieldError[];
  /** Where the person came to change one answer, and goes back to. */
  readonly back: string | undefined;
  /** No browser offers these words again. */
  readonly isSensitive: boolean;
  readonly hasFiles: boolean;
  readonly children: ComponentChildren;
}

/** Around every question: how far one is, the way back, what is to be put right, and one form. */
export function StepFrame(props: FrameProps): VNode {
  return (
    <>
      <StepHeader step={props.step} total={props.total} backHref={props.backHref} />
      <ErrorSummary errors={props.errors} />
      <form
        method="post"
        action={props.action}
        enctype={props.hasFiles ? 'multipart/form-data' : undefined}
        autocomplete={props.isSensitive ? 'off' : undefined}
        novalidate
      >
        {props.back && <input type="hidden" name="back" value={props.back} />}
        {props.children}
      </form>
    </>
  );
}

export function Continue({ label }: { label?: string }): VNode {
  const { say } = useVoice();
  return (
    <Actions>
      <Button>{label ?? say('form.continue')}</Button>
    </Actions>
  );
}
