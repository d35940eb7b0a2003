import { requireRole, stillToDo } from '~/auth/operator/operator-scope.server'

/** Refuses not_found to whoever does not run the product, as if there were nothing here. */
export async function look() {
  const operator = await requireRole()
  return { role: operator.role, todo: await stillToDo(operator) }
}
