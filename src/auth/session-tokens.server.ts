/** An operator ends somebody's session by its token. */
const kept = new Set(['/api/auth/admin/list-user-sessions'])

/**
 * An answer without the tokens of sessions, which better-auth writes into its bodies: they belong in cookies that no
 * script reads.
 */
export async function withoutTokens(request: Request, response: Response): Promise<Response> {
  if (kept.has(new URL(request.url).pathname)) return response
  if (!response.headers.get('content-type')?.includes('application/json')) return response
  const text = await response.text()
  return new Response(text.includes('"token"') ? cleared(text) : text, response)
}

function cleared(text: string): string {
  return JSON.stringify(JSON.parse(text), (key, value) => (key === 'token' ? undefined : value))
}
