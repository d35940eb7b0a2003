/** Where the SDK finds Stripe: itself, or a stand-in at this address. */
export function placeOf(base: string | undefined) {
  if (!base) return {}
  const { protocol, hostname, port } = new URL(base)
  const plain = protocol === 'http:'
  return {
    protocol: plain ? ('http' as const) : ('https' as const),
    host: hostname,
    port: Number(port) || (plain ? 80 : 443),
  }
}
