import { useQuery } from '@tanstack/react-query'
import { billed } from '~/ui/money'
import { seatQuery } from './members.queries'

/** What whoever joins adds to the bill; nothing where nobody pays by the member, or Stripe does not say. */
export function SeatPrice({ org }: { org: string }) {
  const { data: seat } = useQuery(seatQuery(org))
  if (!seat) return null
  const { currency, interval, each, after } = seat
  return (
    <p className="mt-6 border-t pt-4 text-dense text-quiet" role="status">
      Each person who joins adds {billed(each, currency)} a {interval}. With one more, the next
      invoice becomes {billed(after, currency)}.
    </p>
  )
}
