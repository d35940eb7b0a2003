import fc from 'fast-check'

/** How a card behaves: it pays, is refused at once, or is stored and refused when it is charged. */
export type Card = 'pays' | 'refused' | 'breaks'

/** What happens to one organization and its bill. */
export type Act =
  | { do: 'choose'; plan: 'team' | 'business'; yearly: boolean; card: Card | 'none' }
  | { do: 'join' | 'remove' | 'leave'; who: number }
  | { do: 'card'; card: Card }
  | { do: 'cancel' }
  | { do: 'resume' }

/** How many colleagues an organization may have besides its owner. */
export const colleagues = 3

const card = fc.constantFrom<Card>('pays', 'pays', 'pays', 'breaks', 'refused')

const choose: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('choose'),
  plan: fc.constantFrom('team', 'team', 'business'),
  yearly: fc.boolean(),
  card: fc.oneof({ weight: 3, arbitrary: card }, { weight: 1, arbitrary: fc.constant('none') }),
})

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: choose },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('join', 'join', 'remove', 'leave'),
      who: fc.nat(colleagues - 1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('card'), card }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume') }) },
)

/** What happens between two acts of a world: days that go by, and whether the server is killed meanwhile. */
export type Meanwhile = { days: number; kill: boolean }

export type Histories = {
  /** One for each organization, of the same length; the first act is always the choice of a plan. */
  histories: Act[][]
  meanwhile: Meanwhile[]
}

/**
 * Histories of several organizations that share a clock.
 * @param kills about how often the server is killed
 */
export function drawHistories(
  seed: number,
  { organizations, steps, kills }: { organizations: number; steps: number; kills: number },
): Histories {
  const length = { minLength: steps - 1, maxLength: steps - 1 }
  const history = fc
    .tuple(choose, fc.array(act, { ...length, size: 'max' }))
    .map(([first, rest]) => [first, ...rest])
  const days = fc.constantFrom(0, 0, 0, 1, 3, 8, 15, 32)
  const meanwhile = fc.array(days, { minLength: steps, maxLength: steps, size: 'max' })
  const [drawn] = fc.sample(
    fc.tuple(
      fc.array(history, { minLength: organizations, maxLength: organizations, size: 'max' }),
      meanwhile,
      fc.shuffledSubarray(
        Array.from({ length: steps }, (_, at) => at),
        { minLength: kills, maxLength: kills },
      ),
    ),
    { seed, numRuns: 1 },
  )
  if (!drawn) throw new Error('Nothing was drawn.')
  const [histories, passing, killed] = drawn
  return {
    histories,
    meanwhile: passing.map((days, at) => ({ days, kill: killed.includes(at) })),
  }
}

/** The act as a few words. */
export function inWords(act: Act): string {
  switch (act.do) {
    case 'choose':
      return `chooses ${act.plan} by the ${act.yearly ? 'year' : 'month'}, card: ${act.card}`
    case 'card':
      return `gives a card that ${act.card === 'pays' ? 'pays' : `is ${act.card}`}`
    case 'join':
    case 'remove':
    case 'leave':
      return `colleague ${act.who}: ${act.do}`
    default:
      return act.do
  }
}
