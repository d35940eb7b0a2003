import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PlainShell } from '~/ui/plain-shell'
import { TabLink, TabNav } from '~/ui/tabs'
import { PersonMenu } from './person-menu'

/** The frame of a person's own pages. */
export function AccountFrame({ children }: { children: ReactNode }) {
  return (
    <PlainShell person={<PersonMenu />}>
      <p className="mb-3 text-dense text-quiet">
        <Link to="/app" className="hover:text-ink">
          Your organizations
        </Link>
      </p>
      <TabNav label="Your account">
        <TabLink to="/app/account/profile">Profile</TabLink>
        <TabLink to="/app/account/security">Security</TabLink>
      </TabNav>
      {children}
    </PlainShell>
  )
}
