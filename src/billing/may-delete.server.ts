/**
 * Whether an organization may be deleted as far as its bill goes. Nothing stands against it as long as nobody can
 * buy anything; a subscription under way will.
 */
export async function mayDelete(_organization: { id: string }): Promise<boolean> {
  return true
}
