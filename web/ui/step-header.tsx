import type { VNode } from 'preact';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

export interface StepHeaderProps {
  readonly step: number;
  /** "about" so many, because answers open and close steps. */
  readonly total: number;
  readonly backHref?: string | undefined;
}

export function StepHeader({ step, total, backHref }: StepHeaderProps): VNode {
  const voice = useVoice();
  return (
    <div class="step-header">
      {backHref && <BackLink href={backHref} />}
      <span class="soft numbers">{voice.say('shell.step', { step, total: Math.max(step, total) })}</span>
    </div>
  );
}

export function BackLink({ href, label }: { href: string; label?: string | undefined }): VNode {
  const voice = useVoice();
  return (
    <a class="back" href={href}>
      <Icon name="back" />
      {label ?? voice.say('shell.back')}
    </a>
  );
}
