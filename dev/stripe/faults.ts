type Fault = {
  type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error'
  message: string
  code?: string
  param?: string
  decline_code?: string
}

/** A refusal in Stripe's shape: what a handler throws, and what the SDK turns into its own error. */
export class StripeFault extends Error {
  override name = 'StripeFault'
  readonly status: number
  readonly fault: Fault

  constructor(status: number, fault: Fault) {
    super(fault.message)
    this.status = status
    this.fault = fault
  }

  /** As it stands in an answer's body. */
  toJSON(): { error: Fault & { doc_url?: string } } {
    const { code } = this.fault
    const about = code && `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
    return { error: about ? { ...this.fault, doc_url: about } : this.fault }
  }
}

/** A request that cannot be done as it stands. */
export function invalid(message: string, more: { code?: string; param?: string } = {}) {
  return new StripeFault(400, { type: 'invalid_request_error', message, ...more })
}

/**
 * Something that does not exist, or no more.
 * @param param the parameter that named it; without one it stood in the address
 */
export function missing(kind: string, id: string, param?: string): StripeFault {
  return new StripeFault(param ? 400 : 404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param: param ?? 'id',
  })
}

/** A card that its bank does not let pay. */
export function declined(): StripeFault {
  return new StripeFault(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  })
}

/** Something that exists at Stripe, and not here: nobody who uses the stand-in asks for it. */
export function notBuilt(what: string): StripeFault {
  return invalid(`The stand-in does not know ${what}.`, { code: 'not_built' })
}
