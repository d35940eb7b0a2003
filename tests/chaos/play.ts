import { advanceTo } from '../../dev/stripe/clock'
import { nowIn } from '../../dev/stripe/world'
import { type Act, type Card, drawHistories, inWords } from './acts'
import type { Ground, Organization } from './ground'
import { openLedger, unequal, unpaid } from './laws'

export type Length = {
  steps: number
  /** How often the server is killed. */
  kills: number
  seed: number
  /** Which part of the deliveries is lost. */
  lost: number
  /** What brings about that the world is read once more, when all is over; nothing where reconciliation is off. */
  reconcile?: () => Promise<void>
}

const numbers: Record<Card, string> = {
  pays: '4242424242424242',
  refused: '4000000000000002',
  breaks: '4000000000000341',
}

/**
 * Plays a history on each organization of the ground, all by one clock, with deliveries doubled, shuffled, delayed and
 * lost, and the server killed now and then. After every step nothing may be granted that was neither paid nor on
 * trial; when the dust has settled, what stands here must be what Stripe says.
 * @returns what is wrong, in words with the history that led there
 */
export async function play(
  ground: Ground,
  { steps, kills, seed, lost, reconcile }: Length,
): Promise<string[]> {
  const { organizations, stripe } = ground
  const drawn = drawHistories(seed, { organizations: organizations.length, steps, kills })
  const ledger = openLedger(stripe.world)
  const complaints: string[] = []
  stripe.deliveries.turn({ duplicate: 0.3, shuffle: 4, delay: [0, 30], drop: lost, seed })
  for (const [step, { days, kill }] of drawn.meanwhile.entries()) {
    const acts = organizations.map((organization, at) =>
      perform(ground, organization, drawn.histories[at]?.[step]),
    )
    const dies = kill ? ground.killServer() : undefined
    await Promise.all([...acts, dies])
    // Nobody waits for what that brings about: it arrives while life goes on.
    if (days > 0) await advanceTo(stripe.world, nowIn(stripe.world) + days * 86_400)
    complaints.push(
      ...(await unpaid(ground, ledger)).map((each) => `after step ${step + 1}: ${each}`),
    )
  }
  stripe.deliveries.turn({ duplicate: 0, shuffle: 1, delay: 0, drop: 0 })
  await ground.calm()
  await reconcile?.()
  await ground.calm()
  complaints.push(...(await unequal(ground, ledger)))
  return complaints.map((complaint) => {
    const at = organizations.findIndex(({ id }) => complaint.includes(id))
    const history = (drawn.histories[at] ?? []).map((act, step) => {
      const { days = 0, kill = false } = drawn.meanwhile[step] ?? {}
      return `  ${step + 1}. ${inWords(act)}${days ? `; ${days} days` : ''}${kill ? '; killed' : ''}`
    })
    return [`Seed ${seed}: ${complaint}`, ...history].join('\n')
  })
}

/** What somebody does, and, where that leads to a page of Stripe's, what they do there. Refusals are part of life. */
async function perform(ground: Ground, organization: Organization, act: Act | undefined) {
  if (!act) return
  const { owner, others } = organization
  const named = { referenceId: organization.id, customerType: 'organization' }
  const back = `/app/${organization.slug}/billing`
  switch (act.do) {
    case 'choose': {
      const { plan, yearly } = act
      const body = {
        ...named,
        plan,
        annual: yearly,
        successUrl: back,
        cancelUrl: back,
        returnUrl: back,
      }
      const page = await pageOf(ground.ask(owner, '/api/auth/subscription/upgrade', body))
      return attempt(() => atStripe(ground, page, act.card))
    }
    case 'cancel': {
      const page = await pageOf(
        ground.ask(owner, '/api/auth/subscription/cancel', { ...named, returnUrl: back }),
      )
      const portal = /\/portal\/(bps_\w+)/.exec(page ?? '')?.[1]
      return attempt(() => portal && ground.stripe.hands.cancel(portal))
    }
    case 'resume':
      await ground.ask(owner, '/api/auth/subscription/restore', named)
      return
    case 'card':
      return attempt(() => giveCard(ground, organization, act.card))
    case 'join':
      return join(ground, organization, act.who)
    case 'remove': {
      const email = others[act.who]?.email
      const body = { organizationId: organization.id, memberIdOrEmail: email }
      await ground.ask(owner, '/api/auth/organization/remove-member', body)
      return
    }
    case 'leave': {
      const somebody = others[act.who]
      const body = { organizationId: organization.id }
      if (somebody) await ground.ask(somebody, '/api/auth/organization/leave', body)
    }
  }
}

async function pageOf(asked: ReturnType<Ground['ask']>): Promise<string | undefined> {
  const said = (await asked)?.said
  return typeof said === 'object' && said && 'url' in said ? String(said.url) : undefined
}

function atStripe({ stripe }: Ground, page: string | undefined, card: Card | 'none') {
  const checkout = /\/pay\/(cs_\w+)/.exec(page ?? '')?.[1]
  const portal = /\/portal\/(bps_\w+)/.exec(page ?? '')?.[1]
  const number = card === 'none' ? undefined : numbers[card]
  if (checkout) stripe.hands.pay(checkout, number)
  if (portal) stripe.hands.confirm(portal, { card: number })
}

/** A new card, and what is owed is paid with it. */
function giveCard({ stripe }: Ground, { id }: Organization, card: Card) {
  const customer = [...stripe.world.customers.values()].find(
    (each) => !each.deleted && each.metadata.organizationId === id,
  )
  if (!customer) return
  stripe.hands.addCard(customer.id, numbers[card])
  for (const invoice of stripe.world.invoices.values()) {
    if (invoice.customer === customer.id && invoice.status === 'open' && invoice.id) {
      stripe.hands.payInvoice(invoice.id)
    }
  }
}

async function join(ground: Ground, { id, owner, others }: Organization, who: number) {
  const somebody = others[who]
  if (!somebody) return
  const path = '/api/auth/organization'
  const asked = { organizationId: id, email: somebody.email, role: 'member' }
  const invited = (await ground.ask(owner, `${path}/invite-member`, asked))?.said
  if (typeof invited !== 'object' || !invited || !('id' in invited)) return
  await ground.ask(somebody, `${path}/accept-invitation`, { invitationId: invited.id })
}

/** The stand-in refuses by throwing, as its pages would with a sentence. */
function attempt(act: () => unknown): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'StripeFault') throw error
  }
}
