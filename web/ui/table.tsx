import type { ComponentChildren, VNode } from 'preact';

export interface Column {
  readonly label: string;
  readonly numeric?: boolean | undefined;
}

export interface TableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of a row names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** What scrolls must be reachable by keyboard, so this labelled region has a tab stop. */
const SCROLLABLE = { tabIndex: 0 } as const;

/** Scrolls inside its own frame on a narrow page, with the keyboard too. */
export function Table({ caption, columns, rows }: TableProps): VNode {
  const classOf = (position: number): string | undefined =>
    columns[position]?.numeric ? 'number' : undefined;
  return (
    <section class="table-frame" aria-label={caption} {...SCROLLABLE}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, position) => (
              <th key={column.label} scope="col" class={classOf(position)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, position) =>
                position === 0 ? (
                  <th key={position} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={position} class={classOf(position)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
