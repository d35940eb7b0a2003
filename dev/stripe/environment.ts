export const secretKey = 'sk_test_stand_in'
export const webhookSecret = 'whsec_stand_in'

/** The variables that lead the app to a stand-in at this address. */
export const environmentOf = (url: string) => ({
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_API_BASE: url,
})
