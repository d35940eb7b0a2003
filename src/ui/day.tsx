/** A date a person reads, the same on the server and in every browser. */
export function Day({ at }: { at: Date | string }) {
  const date = new Date(at)
  const exact = date.toISOString()
  return (
    <time dateTime={exact} title={exact}>
      {`${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`}
    </time>
  )
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' ')
