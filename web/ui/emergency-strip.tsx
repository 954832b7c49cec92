import type { VNode } from 'preact';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

/** Stays in sight while the page moves: the one thing that must never have to be looked for. */
export function EmergencyStrip({ number }: { number: string }): VNode {
  const voice = useVoice();
  return (
    <aside class="emergency" aria-label={voice.say('shell.emergencyCall', { number })}>
      <div class="inner">
        <span>{voice.say('shell.emergency')}</span>
        <a href={`tel:${number}`}>
          <Icon name="phone" />
          {voice.say('shell.emergencyCall', { number })}
        </a>
      </div>
    </aside>
  );
}
