import type { VNode } from 'preact';
import { renderSVG } from 'uqr';
import type { CodeProposal } from '#domain/journeys';
import { Details, Field, type FieldError, useVoice } from '#ui';
import { errorOf } from './parts.tsx';

/** As an image, so that no colour of the page reaches it: apps read black on white. */
function qrImage(uri: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 3, ecc: 'M' }))}`;
}

/** The QR code for the app, the same as text, and the field for the first code. */
export function EnrolCode({
  proposal,
  errors,
}: {
  proposal: CodeProposal;
  errors: readonly FieldError[];
}): VNode {
  const { say } = useVoice();
  return (
    <>
      <p>{say('sign-in.appText')}</p>
      <p>
        <img src={qrImage(proposal.uri)} alt={say('sign-in.qrAlt')} width="220" height="220" />
      </p>
      <Details summary={say('sign-in.secretTitle')}>
        <p>{say('sign-in.secretText')}</p>
        <p class="numbers" dir="ltr">
          <code data-part="secret">{proposal.text}</code>
        </p>
      </Details>
      <Field
        name="code"
        label={say('sign-in.firstCode')}
        hint={say('sign-in.firstCodeHint')}
        direction="ltr"
        width="medium"
        inputMode="numeric"
        autocomplete="one-time-code"
        error={errorOf(errors, 'code')}
      />
    </>
  );
}
