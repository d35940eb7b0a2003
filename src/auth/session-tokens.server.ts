/**
 * An answer without the tokens of sessions, which better-auth writes into its bodies: they belong in cookies that no
 * script reads.
 */
export async function withoutTokens(response: Response): Promise<Response> {
  if (!response.headers.get('content-type')?.includes('application/json')) return response
  const text = await response.text()
  return new Response(text.includes('"token"') ? cleared(text) : text, response)
}

function cleared(text: string): string {
  return JSON.stringify(JSON.parse(text), (key, value) => (key === 'token' ? undefined : value))
}
