import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth'
import { APIError, createAuthEndpoint, createAuthMiddleware } from 'better-auth/api'
import { verifyJWT } from 'better-auth/crypto'
import { and, eq, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { accountOf, writeOnAccount } from '~/auth/account/account-lines.server'
import { consume, tooOften } from '~/auth/limits.server'
import { asUnit, unitUnderWay } from '~/auth/unit.server'
import { account, user } from '~/db/schema'

/** As long as somebody may take to find our letter: with each sign-in there comes a new one. */
const maxAge = 30 * 86_400

/** Tries of the password of one account; seconds. */
const tries = { window: 900, max: 10 }

/**
 * Whoever confirms an address must be who chose what opens its account: anybody can sign up with an address that is
 * not theirs, and would get in by their own password as soon as its owner presses "confirm". The browser that signed
 * up keeps a cookie; any other shows the password, or goes on without it (docs/decisions/011).
 */
export const confirmation = {
  id: 'confirmation',
  endpoints: {
    claimAccount: createAuthEndpoint(
      '/verify-email/claim',
      {
        method: 'POST',
        body: z.object({
          /** Of the letter. */
          token: z.string(),
          /** None: whatever was chosen for this account is taken away. */
          password: z.string().max(1_000).optional(),
        }),
      },
      async (context) => {
        const email = await addressIn(context, context.body.token)
        if (!email) {
          throw new APIError('UNAUTHORIZED', { code: 'INVALID_TOKEN', message: 'Invalid token' })
        }
        const unproven = await findUnproven(context, email)
        if (!unproven) return context.json({ status: true })
        const { user, accounts } = unproven
        const { password } = context.body
        const what = 'what was chosen to get in'
        if (password !== undefined) await checkPassword(context, unproven, password)
        for (const { id, providerId } of accounts) {
          const isShown = password !== undefined && providerId === 'credential'
          if (isShown) continue
          await context.context.internalAdapter.deleteAccount(id)
          await writeOnAccount({ user }, 'account.disowned', { ...accountOf(user), what })
        }
        await rememberMaker(context, user.id)
        return context.json({ status: true })
      },
    ),
  },
  init: () => ({
    options: {
      databaseHooks: {
        user: {
          create: {
            after: async (user, context) => {
              if (user.emailVerified || !context?.path?.startsWith('/callback/')) return
              await rememberMaker(context, user.id)
            },
          },
        },
      },
    },
  }),
  hooks: {
    before: [
      {
        matcher: ({ path }) => path === '/verify-email',
        handler: createAuthMiddleware(askWhoChose),
      },
    ],
    after: [
      {
        matcher: ({ path }) => path === '/sign-up/email',
        handler: createAuthMiddleware(async (context) => {
          // A taken address is answered with an id that nobody has: the cookie says as little, and proves nothing.
          const made = answerShape.safeParse(context.context.returned)
          if (made.success) await rememberMaker(context, made.data.user.id)
        }),
      },
    ],
  },
  rateLimit: [{ pathMatcher: (path) => path === '/verify-email/claim', window: 60, max: 10 }],
} satisfies BetterAuthPlugin

/**
 * After a password was chosen by a letter: where the address had never been confirmed it is now, and what else was
 * chosen for the account goes.
 */
export async function confirmByReset({
  id,
  emailVerified,
}: {
  id: string
  emailVerified: boolean
}) {
  if (emailVerified) return
  await asUnit(async (tx) => {
    await tx
      .delete(account)
      .where(and(eq(account.userId, id), ne(account.providerId, 'credential')))
    await tx.update(user).set({ emailVerified: true }).where(eq(user.id, id))
  })
}

const answerShape = z.object({ user: z.object({ id: z.string() }) })

/**
 * Before an address is confirmed. Takes its row, so that of twenty who use one link at once the first is signed in and
 * the others find the address confirmed: the token is a signed statement that nothing is stored of.
 * Refuses with 403 CHOSEN_ELSEWHERE, and whether there is a password to show.
 */
async function askWhoChose(context: GenericEndpointContext): Promise<void> {
  const email = await addressIn(context, context.query?.token)
  const unproven = email && (await findUnproven(context, email))
  // Of a token that is none better-auth says so.
  if (!unproven) return
  const { name } = cookieOf(context)
  const maker = await context.getSignedCookie(name, context.context.secret)
  if (maker === unproven.user.id) return
  throw new APIError('FORBIDDEN', {
    code: 'CHOSEN_ELSEWHERE',
    message: 'What opens this account was chosen in another browser.',
    password: unproven.accounts.some(({ password }) => password),
  })
}

type Unproven = NonNullable<Awaited<ReturnType<typeof findUnproven>>>

/** Whose letter it is, by its token; undefined for one that is not ours, not whole or too old. */
async function addressIn({ context }: GenericEndpointContext, token: unknown) {
  const said = typeof token === 'string' ? await verifyJWT(token, context.secret) : null
  return tokenShape.safeParse(said).data?.email
}

const tokenShape = z.object({ email: z.string() })

/** Somebody whose address is not confirmed, and what was chosen to get in; null where nothing was. */
async function findUnproven({ context }: GenericEndpointContext, email: string) {
  await unitUnderWay()?.execute(sql`select from "user" where email = ${email} for no key update`)
  const found = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true })
  if (!found || found.user.emailVerified) return null
  const accounts = found.accounts.filter(
    ({ providerId, password }) => providerId !== 'credential' || password,
  )
  return accounts.length > 0 ? { user: found.user, accounts } : null
}

async function checkPassword(
  { context }: GenericEndpointContext,
  { user, accounts }: Unproven,
  password: string,
): Promise<void> {
  const { allowed, retryAfter } = await consume(`confirm|${user.id}`, tries)
  if (!allowed) throw tooOften(retryAfter ?? tries.window)
  const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password
  if (hash && (await context.password.verify({ hash, password }))) return
  throw new APIError('FORBIDDEN', {
    code: 'NOT_THE_CHOSEN_PASSWORD',
    message: 'This is not the password that was chosen.',
  })
}

async function rememberMaker(context: GenericEndpointContext, userId: string): Promise<void> {
  const { name, attributes } = cookieOf(context)
  await context.setSignedCookie(name, userId, context.context.secret, attributes)
}

const cookieOf = ({ context }: GenericEndpointContext) =>
  context.createAuthCookie('made_account', { maxAge })
