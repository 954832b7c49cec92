import type { ComponentChildren, VNode } from 'preact';

export interface TimelineEvent {
  /** The instant for machines, ISO 8601. */
  readonly at: string;
  /** The same in the person's words. */
  readonly when: string;
  readonly what: ComponentChildren;
  readonly who?: string | undefined;
  /** What is still to come stands open. */
  readonly ahead?: boolean | undefined;
}

export function Timeline({
  events,
  label,
}: {
  events: readonly TimelineEvent[];
  label?: string | undefined;
}): VNode {
  return (
    <ol class="timeline" aria-label={label}>
      {events.map((event) => (
        <li key={`${event.at} ${event.when}`} class={event.ahead ? 'ahead' : undefined}>
          <div>{event.what}</div>
          <p class="soft small">
            <time dateTime={event.at}>{event.when}</time>
            {event.who && <span> · {event.who}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}

export interface NextStep {
  readonly when: string;
  readonly what: ComponentChildren;
}

/** "What happens now": a few dated lines, in order. */
export function Steps({ steps, label }: { steps: readonly NextStep[]; label?: string | undefined }): VNode {
  return (
    <ol class="steps" aria-label={label}>
      {steps.map(({ when, what }) => (
        <li key={when}>
          <b>{when}</b>
          <div>{what}</div>
        </li>
      ))}
    </ol>
  );
}
