import app from 'app.config'
import { ListFilter } from 'lucide-react'
import { Button } from '~/ui/button'
import { FilterChip, Filters } from '~/ui/filters'
import { Menu, MenuRadioGroup, MenuRadioItem } from '~/ui/menu'
import { SearchBox } from '~/ui/search-box'
import { type OrganizationsSearch, subscriptionStates } from './organizations'
import { onlyNames, planName, statusNames } from './organizations-words'

type Props = {
  search: OrganizationsSearch
  /** Puts what changed into the address. */
  onSearch: (changed: Partial<OrganizationsSearch>) => void
}

/** The line above the list: a search, and filters that read as sentences. They ask for what is subscribed to. */
export function OrganizationFilters({ search: { q, plan, status, only }, onSearch }: Props) {
  // What is filtered anew begins at its first page.
  const filter = (changed: Partial<OrganizationsSearch>) =>
    onSearch({ ...changed, page: undefined })
  return (
    <Filters>
      <SearchBox
        label="Name, address, id or owner’s e-mail"
        value={q ?? ''}
        onSearch={(words) => filter({ q: words || undefined })}
      />
      <Menu
        label="Filter organizations"
        align="start"
        trigger={<Button icon={<ListFilter />}>Filter</Button>}
      >
        <MenuRadioGroup
          label="Subscribed to"
          value={plan ?? ''}
          onValueChange={(chosen) => filter({ plan: chosen || undefined })}
        >
          <MenuRadioItem value="">Anything</MenuRadioItem>
          {app.plans.map(({ id, name, stripe }) => (
            <MenuRadioItem key={id} value={id}>
              {stripe ? name : `Nothing (${name})`}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuRadioGroup
          label="Subscription is"
          value={status ?? ''}
          onValueChange={(chosen) =>
            filter({ status: subscriptionStates.find((state) => state === chosen) })
          }
        >
          <MenuRadioItem value="">In any state</MenuRadioItem>
          {subscriptionStates
            .filter((state) => state !== 'none')
            .map((state) => (
              <MenuRadioItem key={state} value={state}>
                {capital(statusNames[state])}
              </MenuRadioItem>
            ))}
        </MenuRadioGroup>
        <MenuRadioGroup
          label="Only those with"
          value={only ?? ''}
          onValueChange={(chosen) =>
            filter({ only: chosen === 'suspended' || chosen === 'granted' ? chosen : undefined })
          }
        >
          <MenuRadioItem value="">All</MenuRadioItem>
          <MenuRadioItem value="suspended">A suspension</MenuRadioItem>
          <MenuRadioItem value="granted">A plan by hand</MenuRadioItem>
        </MenuRadioGroup>
      </Menu>
      {plan && (
        <FilterChip
          field="Subscribed to"
          value={planName(plan)}
          onRemove={() => filter({ plan: undefined })}
        />
      )}
      {status && (
        <FilterChip
          field="Subscription"
          value={statusNames[status]}
          onRemove={() => filter({ status: undefined })}
        />
      )}
      {only && (
        <FilterChip
          field="Only"
          verb="with"
          value={onlyNames[only]}
          onRemove={() => filter({ only: undefined })}
        />
      )}
    </Filters>
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
