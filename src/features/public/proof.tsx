import { Part } from './part'
import proof from './proof.json'
import { proofWords } from './words'

/** What the last `npm run prove` found, in large figures, and what each of them means. */
export function Proof() {
  return (
    <Part
      id="proof"
      title={proofWords.title}
      sentence={
        <>
          {proofWords.sentence} <code className="font-mono text-base">npm test</code> and{' '}
          <code className="font-mono text-base">npm run prove</code> take them again on your
          machine.
        </>
      }
    >
      <dl className="border-b">
        {figures.map(({ figure, name, meaning }) => (
          <div key={name} className="grid gap-x-8 gap-y-1 border-t py-6 sm:grid-cols-[6rem_1fr]">
            <dt className="flex items-baseline gap-3 sm:contents">
              <span className="font-serif text-promise leading-none sm:row-span-2">{figure}</span>
              <span className="font-medium text-title sm:self-end">{name}</span>
            </dt>
            <dd className="max-w-reading text-quiet text-reading sm:col-start-2">{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-dense text-quiet">
        Taken on <time dateTime={proof.takenOn}>{day.format(new Date(proof.takenOn))}</time>.
      </p>
    </Part>
  )
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

const { bills, guards, letters, matrix, migrations, tables } = proof

const count = new Intl.NumberFormat('en-GB')

const figures = [
  {
    figure: matrix.opened,
    name: `ways in, of ${count.format(matrix.cells)} that were tried`,
    meaning: `${matrix.doors} functions of the server, ${matrix.pages} pages and ${matrix.endpoints} endpoints were asked by strangers, by members of other organizations, by people who had been removed and by each role that may not. Nothing was seen, changed or counted.`,
  },
  {
    figure: guards.killed,
    name: `guards taken away in turn, and ${guards.survived} that nobody missed`,
    meaning:
      'Each policy, key, trigger and permission was removed, one at a time, and the attack it stands against succeeded. So none of them is there for show.',
  },
  {
    figure: letters.lost,
    name: `letters lost, and ${letters.doubled} sent twice`,
    meaning: `${letters.killed} times the process that wrote a letter and the one that sent it were killed on the way. Every letter that was promised arrived, once; none did whose writing was cut short.`,
  },
  {
    figure: bills.unpaid,
    name: `plans granted unpaid, in ${count.format(bills.histories)} histories of bills`,
    meaning: `${bills.steps} steps each, with cards that are refused, Stripe’s events lost, doubled and shuffled, and the server killed ${bills.killed} times. In the end everything stood as Stripe says.`,
  },
  {
    figure: migrations.processes,
    name: 'processes at one empty database',
    meaning: `They set it up at the same moment, ${migrations.rounds} times over. One did the work, the others waited for it, and ${migrations.failed} failed.`,
  },
  {
    figure: tables.forced,
    name: 'tables that keep organizations apart',
    meaning:
      'Row-level security is forced in PostgreSQL itself. Work for one organization cannot see another’s rows, whatever the code above it forgets to ask.',
  },
]
