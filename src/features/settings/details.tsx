import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Avatar } from '~/ui/avatar'
import { SettingRow, Settings } from '~/ui/setting-row'
import { LogoRow } from './logo-row'
import { addressInput, nameInput, websiteInput } from './settings'
import { settingsQuery, useOrganizationActs } from './settings.queries'
import { WordRow } from './word-row'

type Props = {
  org: string
  organizationId: string
  /** Whoever may not change them reads them. */
  mayChange: boolean
}

/** What the organization is called, where it is found, and how it looks. */
export function Details({ org, organizationId, mayChange }: Props) {
  const { data: organization } = useSuspenseQuery(settingsQuery(org))
  const acts = useOrganizationActs(org, organizationId)
  const { name, slug, website, logo } = organization
  if (!mayChange) return <Readable {...organization} />
  return (
    <Settings>
      <WordRow
        title="Name"
        sentence="What your colleagues call it."
        field="name"
        value={name}
        schema={nameInput}
        save={acts.change}
        autoComplete="organization"
      />
      <WordRow
        title="Address"
        sentence="Links to the old one lead members on, until another organization takes it."
        field="slug"
        value={slug}
        schema={addressInput}
        save={acts.change}
        lead="/app/"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <WordRow
        title="Website"
        sentence="Where your organization is at home. Members see it here."
        field="website"
        value={website ?? ''}
        schema={websiteInput}
        save={acts.change}
        placeholder="https://"
        inputMode="url"
        autoCapitalize="none"
        autoComplete="url"
        spellCheck={false}
      />
      <LogoRow name={name} logo={logo} acts={acts} />
    </Settings>
  )
}

type Words = { name: string; slug: string; website: string | null; logo: string | null }

function Readable({ name, slug, website, logo }: Words) {
  return (
    <Settings>
      <Word title="Name">
        <Avatar name={name} image={logo} kind="organization" size="sm" />
        <bdi>{name}</bdi>
      </Word>
      <Word title="Address">/app/{slug}</Word>
      <Word title="Website">
        {website ? (
          <a href={website} rel="noopener noreferrer" target="_blank" className="link">
            {website}
          </a>
        ) : (
          <span className="text-quiet">None</span>
        )}
      </Word>
    </Settings>
  )
}

function Word({ title, children }: { title: string; children: ReactNode }) {
  return (
    <SettingRow title={title}>
      <span className="flex min-w-0 items-center gap-2 break-all">{children}</span>
    </SettingRow>
  )
}
