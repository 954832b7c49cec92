import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.tsx';
import { useVoice } from './voice-context.tsx';

export type NoticeKind = 'info' | 'warning' | 'danger' | 'success';

export interface NoticeProps {
  readonly kind?: NoticeKind | undefined;
  readonly title?: string | undefined;
  /** Makes the title a heading; 1 where the notice is what the page says first. */
  readonly level?: 1 | 2 | 3 | undefined;
  /** The answer to what was just done: read aloud at once, and it takes the focus. */
  readonly announce?: boolean | undefined;
  readonly children?: ComponentChildren;
}

/** Colour is never alone: an icon, and for those who hear the page a word, say what kind it is. */
export function Notice({ kind = 'info', title, level, announce, children }: NoticeProps): VNode {
  const voice = useVoice();
  const kindWord = {
    info: voice.say('shell.attentionInfo'),
    warning: voice.say('shell.attentionWarning'),
    danger: voice.say('shell.attentionDanger'),
    success: voice.say('shell.attentionSuccess'),
  }[kind];
  const focus = announce ? ({ role: 'status', tabIndex: -1, 'data-takes-focus': true } as const) : {};
  const Title = level === undefined ? 'p' : (`h${level}` as const);
  return (
    <div class={`notice ${kind}`} {...focus}>
      <Icon name={kind} />
      <div>
        <span class="unseen">{kindWord}: </span>
        {title && <Title class="notice-title">{title}</Title>}
        {children}
      </div>
    </div>
  );
}
