type Props = {
  title: string
  /** The head of the first column. */
  each: string
  columns: readonly string[]
  rows: readonly { name: string; cells: readonly string[] }[]
}

/** The table behind a chart: every value in words, newest first, for whoever asks. */
export function ChartTable({ title, each, columns, rows }: Props) {
  return (
    <details className="group mt-2 text-dense">
      <summary className="w-fit rounded-control text-quiet hover:text-ink max-md:py-2">
        <span className="group-open:hidden">Show as a table</span>
        <span className="hidden group-open:inline">Hide the table</span>
      </summary>
      <div className="mt-2 border-y">
        <table className="w-full border-collapse tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col" className={`${head} text-left`}>
                {each}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className={`${head} pl-4 text-right`}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.toReversed().map(({ name, cells }) => (
              <tr key={name} className="border-t">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {name}
                </th>
                {cells.map((cell, place) => (
                  <td key={columns[place]} className="py-1.5 pl-4 text-right">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

const head = 'py-1.5 font-normal text-quiet'
