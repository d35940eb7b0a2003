import app from 'app.config'
import { roleNames } from './permissions'

/**
 * What people call the roles somebody holds.
 * @param held as better-auth stores them, separated by commas
 */
export function roleLabel(held: string): string {
  return held
    .split(',')
    .map((name) => {
      const known = roleNames.find((role) => role === name.trim())
      return known ? app.roles[known].name : name.trim()
    })
    .join(', ')
}
