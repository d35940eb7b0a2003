import app from 'app.config'
import { roleNames, rolesIn } from '~/auth/permissions'

/**
 * What people call the roles somebody holds; one of the organization's own begins with a capital letter.
 * @param held as better-auth stores them, separated by commas
 */
export function roleLabel(held: string): string {
  return rolesIn(held)
    .map((name) => {
      const known = roleNames.find((role) => role === name)
      return known ? app.roles[known].name : name.charAt(0).toUpperCase() + name.slice(1)
    })
    .join(', ')
}
