import type { RefusalCode } from '~/refusal'

const nothingThere = {
  code: 'conflict',
  sentence: 'There is no paid plan to change any more. Load the page anew.',
} as const

const silent = {
  code: 'unavailable',
  sentence: 'Stripe does not answer right now. Nothing was changed. Try again in a moment.',
} as const

/** What people are told for the error codes of better-auth's subscriptions; part of the map in `auth/answered.ts`. */
export const billingSentences: Record<string, { code: RefusalCode; sentence: string }> = {
  ALREADY_SUBSCRIBED_PLAN: { code: 'conflict', sentence: 'This is your plan already.' },
  SUBSCRIPTION_PLAN_NOT_FOUND: { code: 'invalid', sentence: 'There is no such plan.' },
  SUBSCRIPTION_NOT_FOUND: nothingThere,
  SUBSCRIPTION_NOT_ACTIVE: nothingThere,
  SUBSCRIPTION_NOT_PENDING_CHANGE: {
    code: 'conflict',
    sentence: 'Nothing is planned to change: the plan goes on.',
  },
  CUSTOMER_NOT_FOUND: {
    code: 'conflict',
    sentence: 'There is nothing to pay yet, so there is no page for it.',
  },
  EMAIL_VERIFICATION_REQUIRED: {
    code: 'forbidden',
    sentence: 'Confirm your address first, then choose a plan.',
  },
  UNABLE_TO_CREATE_CUSTOMER: silent,
  UNABLE_TO_CREATE_BILLING_PORTAL: silent,
  ORGANIZATION_HAS_ACTIVE_SUBSCRIPTION: {
    code: 'conflict',
    sentence: 'The organization has a paid plan. Cancel it first, then delete the organization.',
  },
}
