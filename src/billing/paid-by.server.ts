/** The organizations, by name, that somebody pays for. There are none as long as nobody can buy anything. */
export async function paidBy(_person: { id: string }): Promise<string[]> {
  return []
}
