import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { OperatorRole } from '~/auth/operator/operator-role'
import { roleLabel } from '~/auth/organizations/role-label'
import { Button } from '~/ui/button'
import { Copy } from '~/ui/copy'
import { Menu } from '~/ui/menu'
import { Moment } from '~/ui/moment'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { personQuery } from './people.queries'
import { type PersonAct, PersonActs } from './people-acts'
import { PersonDialog } from './people-dialogs'
import { LookThrough } from './people-look'
import { PersonSessions } from './people-sessions'
import { PersonState, roleInWords } from './people-state'

type Props = {
  id: string
  me: string
  role: OperatorRole
}

/** Somebody with an account: who they are, where they belong, where they are signed in, and what happened. */
export function PersonPage({ id, me, role }: Props) {
  const { data: person } = useSuspenseQuery(personQuery(id))
  const [act, setAct] = useState<PersonAct | null>(null)
  const navigate = useNavigate()
  const { ban, lines } = person
  return (
    <Page
      title={<bdi>{person.name}</bdi>}
      sentence={<span className="break-all">{person.email}</span>}
      width="table"
      back={<Link to="/operator/users">People</Link>}
      action={
        <>
          <LookThrough id={id} role={role} />
          <Menu label={`Acts for ${person.name}`} trigger={<Button>Acts</Button>}>
            <PersonActs {...{ person, me, role, setAct }} />
          </Menu>
        </>
      }
    >
      {ban && (
        <Notice tone="warn" className="mb-8" title="Banned">
          {ban.reason && <p>“{ban.reason}”</p>}
          {ban.until ? (
            <>
              Until <Moment at={ban.until} />.
            </>
          ) : (
            'Without an end.'
          )}
        </Notice>
      )}
      <Section title="Account">
        <Settings>
          <SettingRow title="State">
            <PersonState banned={ban !== null} verified={person.verified} />
          </SettingRow>
          <SettingRow title="Role">{roleInWords(person.role)}</SettingRow>
          <SettingRow title="Signed up">
            <Moment at={person.joinedAt} />
          </SettingRow>
          {person.username && <SettingRow title="Username">{person.username}</SettingRow>}
          <SettingRow title="Ways in" sentence={waysIn(person)} />
          <SettingRow title="Id" wide>
            <div className="min-w-0 flex-1">
              <Copy value={person.id} label="id" />
            </div>
          </SettingRow>
        </Settings>
      </Section>
      <Section title="Organizations">
        {person.organizations.length === 0 ? (
          <p className="text-quiet">They belong to no organization.</p>
        ) : (
          <Settings>
            {person.organizations.map((each) => (
              <SettingRow
                key={each.id}
                title={
                  <Link
                    to="/operator/organizations/$organization"
                    params={{ organization: each.id }}
                    className="hover:underline"
                  >
                    <bdi>{each.name}</bdi>
                  </Link>
                }
                sentence={each.suspended ? 'Suspended' : undefined}
              >
                <span className="text-quiet">{roleLabel(each.role)}</span>
              </SettingRow>
            ))}
          </Settings>
        )}
      </Section>
      <PersonSessions {...{ person, role, setAct }} />
      <Section
        title="Last in the audit log"
        sentence="What they did and what was done to them, in every organization and in none."
      >
        {lines.length === 0 ? (
          <p className="text-quiet">Nothing yet.</p>
        ) : (
          <ol className="divide-y border-y">
            {lines.map(({ id, at, sentence }) => (
              <li
                key={id}
                className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2.5 text-dense"
              >
                <span className="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]">{sentence}</span>
                <span className="text-quiet">
                  <Moment at={at} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      {act && (
        <PersonDialog
          {...{ person, act }}
          close={() => setAct(null)}
          removed={() => navigate({ to: '/operator/users' })}
        />
      )}
    </Page>
  )
}

type Ways = {
  accounts: { provider: string; hasPassword: boolean }[]
  passkeys: number
  twoStep: boolean
  trusted: number
}

function waysIn({ accounts, passkeys, twoStep, trusted }: Ways): string {
  const ways = accounts.flatMap(({ provider, hasPassword }) =>
    provider !== 'credential' ? [provider] : hasPassword ? ['password'] : [],
  )
  const keys = passkeys > 0 ? [passkeys === 1 ? 'one passkey' : `${passkeys} passkeys`] : []
  const first = [...ways, ...keys].join(', ') || 'links by letter only'
  const spared = trusted === 1 ? 'one device is' : `${trusted} devices are`
  const second = twoStep ? (trusted > 0 ? `on; ${spared} spared it` : 'on') : 'none'
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}. Second step: ${second}.`
}
