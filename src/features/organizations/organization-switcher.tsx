import { useSuspenseQuery } from '@tanstack/react-query'
import { Check, Plus } from 'lucide-react'
import { Avatar } from '~/ui/avatar'
import { Menu, MenuGroup, MenuLink, MenuSeparator } from '~/ui/menu'
import { RailButton } from '~/ui/rail-button'
import { organizationsQuery } from './organizations.queries'

/**
 * Fills the shell's slot: where one stands, and where else one belongs.
 * @param plan what the organization has, as it is called
 */
export function OrganizationSwitcher({ org, plan }: { org: string; plan: string }) {
  const { data: organizations } = useSuspenseQuery(organizationsQuery)
  const here = organizations.find(({ slug }) => slug === org)
  return (
    <Menu
      label="Switch organization"
      align="start"
      fill
      trigger={
        <RailButton
          picture={<Avatar name={here?.name ?? org} image={here?.logo} kind="organization" />}
          name={<bdi>{here?.name ?? org}</bdi>}
          detail={plan}
        />
      }
    >
      <MenuGroup label="Organizations">
        {organizations.map(({ id, name, slug, logo }) => (
          <MenuLink
            key={id}
            to="/app/$org"
            params={{ org: slug }}
            icon={<Avatar name={name} image={logo} kind="organization" size="sm" />}
            hint={slug === org ? <Check className="size-4" aria-label="You are here" /> : undefined}
          >
            <bdi>{name}</bdi>
          </MenuLink>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuLink to="/app/new" icon={<Plus />}>
        New organization
      </MenuLink>
    </Menu>
  )
}
