/** What commands say: lines for people, or one JSON document with `--json`; progress only where somebody watches. */
import type { Command } from 'commander';

export interface Progress {
  /** How many of the total are done; safe to call a million times. */
  to(done: number): void;
  end(): void;
}

export interface Terminal {
  readonly json: boolean;
  /** A line for people; silent with `--json`. */
  say(line: string): void;
  /** The outcome: `value` as JSON, or the lines. */
  result(value: unknown, lines: readonly string[]): void;
  /** @param total undefined when it cannot be known beforehand */
  progress(label: string, total?: number): Progress;
}

/** The part of a stream that is needed, so that a test can watch. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export function terminalOf(command: Command): Terminal {
  const { json = false } = command.optsWithGlobals<{ json?: boolean }>();
  return makeTerminal(json, process.stdout, process.stderr);
}

export function makeTerminal(json: boolean, out: Screen, err: Screen): Terminal {
  return {
    json,
    say: (line) => {
      if (!json) out.write(`${line}\n`);
    },
    result: (value, lines) => {
      out.write(json ? `${JSON.stringify(value)}\n` : lines.map((line) => `${line}\n`).join(''));
    },
    progress: (label, total) =>
      err.isTTY && !json ? drawnProgress(err, label, total) : { to: () => {}, end: () => {} },
  };
}

function drawnProgress(screen: Screen, label: string, total: number | undefined): Progress {
  let last = 0;
  let latest = 0;
  const draw = (done: number) => {
    last = Date.now();
    const text = total
      ? `${label} ${bar(done / total)} ${Math.floor((100 * done) / total)} %`
      : `${label} ${done}`;
    screen.write(`\r${text.slice(0, (screen.columns ?? 80) - 1)}\u001b[K`);
  };
  return {
    to: (done) => {
      latest = done;
      if (Date.now() - last >= 100) draw(done);
    },
    end: () => {
      draw(latest);
      screen.write('\n');
    },
  };
}

export function bar(share: number, width = 24): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `[${'='.repeat(full)}${' '.repeat(width - full)}]`;
}
