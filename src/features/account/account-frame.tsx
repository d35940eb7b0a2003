import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PlainShell } from '~/ui/plain-shell'
import { TabLink, TabNav } from '~/ui/tabs'
import { PersonMenu } from './person-menu'

type Props = {
  /** How many invitations wait for an answer. */
  invitations: number
  children: ReactNode
}

/** The frame of a person's own pages. */
export function AccountFrame({ invitations, children }: Props) {
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
        <TabLink to="/app/account/sessions">Sessions</TabLink>
        <TabLink to="/app/account/invitations">
          Invitations
          {invitations > 0 && <span className="ml-1.5 text-ink tabular-nums">{invitations}</span>}
        </TabLink>
        <TabLink to="/app/account/data">Your data</TabLink>
      </TabNav>
      {children}
    </PlainShell>
  )
}
