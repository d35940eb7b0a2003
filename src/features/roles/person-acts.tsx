import { useSuspenseQuery } from '@tanstack/react-query'
import { roleLabel } from '~/auth/organizations/role-label'
import { actsOf, grantsOf, rolesIn } from '~/auth/permissions'
import { ActsTable } from './acts-table'
import { personQuery } from './roles.queries'

/** What one member may do, and which of their roles is the reason. */
export function PersonActs({ org, member }: { org: string; member: string }) {
  const { data: person } = useSuspenseQuery(personQuery(org, member))
  const held = rolesIn(person.role).map((name) => ({
    label: roleLabel(name),
    acts: actsOf(grantsOf(name, person.custom)),
  }))
  const because = (act: string) =>
    held.flatMap(({ label, acts }) => (acts.includes(act) ? label : [])).join(', ')
  return (
    <div className="grid gap-6">
      <p>{aboutProjects(because)}</p>
      <ActsTable
        label={`What ${person.name} may do`}
        allows={(act) => because(act) !== ''}
        because={because}
      />
    </div>
  )
}

/** A team's projects are seen by its people and by whoever oversees: the one thing that no single act tells. */
function aboutProjects(because: (act: string) => string): string {
  const overseer = because('project:oversee')
  if (overseer) {
    return `As ${overseer}, they oversee every team's projects, also of teams they are not in.`
  }
  if (!because('project:read')) return 'They see no projects.'
  return 'They see the projects of the whole organization, and those of their own teams.'
}
