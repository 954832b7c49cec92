import type { VNode } from 'preact';
import { type Described, describedBy, FieldFrame, fieldId } from './field-frame.tsx';

export interface FileFieldProps extends Described {
  /** Kinds offered by the device's chooser, such as `image/*,video/*`; what comes is decided by the server. */
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  /** Names the island that makes the upload resumable, and what it needs to know. */
  readonly island?: string | undefined;
  readonly islandData?: string | undefined;
}

export function FileField(props: FileFieldProps): VNode {
  return (
    <FieldFrame {...props}>
      <div data-island={props.island} data-props={props.islandData}>
        <input
          id={fieldId(props.name)}
          name={props.name}
          type="file"
          accept={props.accept}
          multiple={props.multiple}
          aria-describedby={describedBy(props)}
          aria-invalid={props.error ? 'true' : undefined}
        />
      </div>
    </FieldFrame>
  );
}
