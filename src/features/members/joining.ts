import { z } from 'zod/mini'

export const tokenInput = z.object({ token: z.string().check(z.maxLength(200)) })

const between = (least: number, most: number) =>
  z
    .number()
    .check(
      z.refine(
        (count) => Number.isInteger(count) && count >= least && count <= most,
        `Choose a number from ${least} to ${most}.`,
      ),
    )

export const mostUses = 100
export const mostDays = 30

const linkShape = {
  role: z.string().check(z.maxLength(60)),
  /** Empty for none. */
  teamId: z.string().check(z.maxLength(64)),
  uses: between(1, mostUses),
  days: between(1, mostDays),
}

export const joinLinkInput = z.object({ org: z.string(), ...linkShape })
export type JoinLinkWanted = Omit<z.output<typeof joinLinkInput>, 'org'>

/** The same as it is typed. */
export const joinLinkForm = z.object({
  ...linkShape,
  uses: z.pipe(z.pipe(z.string(), z.transform(Number)), linkShape.uses),
  days: z.pipe(z.pipe(z.string(), z.transform(Number)), linkShape.days),
})

export const removal = z.object({ org: z.string(), id: z.string().check(z.maxLength(64)) })

/** Where a domain's keeper reads: RFC 2142, and what certificate authorities write to. */
export const mailboxes = [
  'admin',
  'administrator',
  'webmaster',
  'hostmaster',
  'postmaster',
] as const

/** Everybody's, so nobody's: an address there says nothing about where somebody works. */
const everybodys = new Set(
  `aol.com fastmail.com gmail.com gmx.at gmx.ch gmx.de gmx.net googlemail.com hey.com hotmail.com icloud.com live.com
   mac.com mail.com mail.ru me.com msn.com outlook.com pm.me proton.me protonmail.com qq.com t-online.de tuta.com
   web.de yahoo.com yandex.com yandex.ru zoho.com`.split(/\s+/),
)

export const domainShape = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.maxLength(240, 'Use at most 240 characters.'),
  z.regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'Write a domain, such as acme.com.',
  ),
  z.refine((domain) => !everybodys.has(domain), 'Everybody can have an address at this domain.'),
)

export const domainForm = z.object({ domain: domainShape, mailbox: z.enum(mailboxes) })
export const domainInput = z.object({
  org: z.string(),
  domain: domainShape,
  mailbox: z.enum(mailboxes),
})

export const codeForm = z.object({
  code: z.string().check(z.trim(), z.regex(/^\d{6}$/, 'The code in the letter has six digits.')),
})
export const codeInput = z.object({
  org: z.string(),
  id: z.string().check(z.maxLength(64)),
  code: codeForm.shape.code,
})

export const offerInput = z.object({ organizationId: z.string().check(z.maxLength(64)) })
