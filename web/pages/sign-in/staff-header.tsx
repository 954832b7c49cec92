import type { VNode } from 'preact';
import { Button, Form } from '#ui';
import type { PageContext } from '../../server/visit.ts';
import { newRequestKey } from './parts.tsx';

/** Who is signed in and which hat they wear, for the end of the header on every page of the desk. */
export function staffHeader(c: PageContext): VNode | undefined {
  const signedIn = c.get('signedIn');
  if (!signedIn) return undefined;
  const { say } = c.get('voice');
  const { staff, name, hats } = signedIn;
  // words: sign-in.hat.*
  const hat = say(`sign-in.hat.${staff.hat}`);
  return (
    <div class="signed-in">
      <span class="small">
        {staff.strong ? <a href="/desk/sessions">{name}</a> : name}
        {staff.strong && (
          <>
            {' · '}
            {hats.length > 1 ? (
              <a href="/desk/hat" aria-label={say('sign-in.hatChangeFrom', { hat })}>
                {hat}
              </a>
            ) : (
              hat
            )}
          </>
        )}
      </span>
      <Form action="/desk/sign-out" requestKey={newRequestKey()}>
        <Button kind="quiet" size="compact">
          {say('shell.signOut')}
        </Button>
      </Form>
    </div>
  );
}
