import type { VNode } from 'preact';
import { Details } from './details.tsx';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

export interface LeaveAddress {
  /** Our own address: it clears what the browser keeps of us and sends on to a neutral site. */
  readonly leaveHref?: string | undefined;
}

/** Second thing that the Tab key reaches. Works as a plain link. With scripts (`web/islands/quick-exit.ts`) also Shift three times, and without a wait. */
export function QuickExit({ leaveHref = '/leave' }: LeaveAddress): VNode {
  const voice = useVoice();
  return (
    <aside aria-label={voice.say('shell.leaveShort')}>
      <a class="leave" href={leaveHref} rel="noreferrer nofollow" data-quick-exit>
        <Icon name="close" />
        {voice.say('shell.leaveShort')}
      </a>
    </aside>
  );
}

/** Honest about the way out: put it on the first page of a sensitive journey. */
export function QuickExitHelp(): VNode {
  const voice = useVoice();
  return (
    <Details summary={voice.say('shell.leaveHelp')}>
      <p>{voice.say('shell.leaveDoes')}</p>
      <p>{voice.say('shell.leaveCannot')}</p>
    </Details>
  );
}
