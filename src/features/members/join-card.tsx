import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import app from 'app.config'
import { closedLink } from '~/auth/organizations/joining'
import { roleLabel } from '~/auth/organizations/role-label'
import { Button, ButtonLink } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { joinLinkQuery, useJoining } from './joining.queries'
import { ConfirmFirst, GuestChoice } from './way-to-account'

/** A link as its reader stands to it: where it leads, as what, and one button. */
export function JoinCard({ token }: { token: string }) {
  const { data } = useSuspenseQuery(joinLinkQuery(token))
  const { organization, role, team, state, reader } = data
  const redirect = `/join/${token}`
  if (reader?.slug) {
    return (
      <div className="grid gap-6">
        <p>
          You are a member of <bdi className="font-medium">{organization}</bdi> already.
        </p>
        <div>
          <ButtonLink to="/app/$org" params={{ org: reader.slug }}>
            Open it
          </ButtonLink>
        </div>
      </div>
    )
  }
  if (state !== 'open') {
    return (
      <>
        <Notice tone="warn">{closedLink[state]}</Notice>
        <p className="mt-6">
          <Link to="/app" className="link">
            To your organizations
          </Link>
        </p>
      </>
    )
  }
  return (
    <div className="grid gap-6">
      <p>
        This link lets you join <bdi className="font-medium">{organization}</bdi> on {app.name} as{' '}
        <span className="font-medium">{roleLabel(role)}</span>
        {team && (
          <>
            , in the team <bdi className="font-medium">{team}</bdi>
          </>
        )}
        .
      </p>
      {!reader && <GuestChoice redirect={redirect} />}
      {reader && !reader.isVerified && <ConfirmFirst redirect={redirect} email={reader.email} />}
      {reader?.isVerified && <Join token={token} organization={organization} />}
    </div>
  )
}

function Join({ token, organization }: { token: string; organization: string }) {
  const { byLink } = useJoining()
  return (
    <>
      {byLink.error && (
        <Notice tone="bad" role="alert">
          {faultOf(byLink.error).sentence}
        </Notice>
      )}
      <div>
        <Button
          variant="primary"
          onClick={() => byLink.mutate({ data: { token } })}
          pending={byLink.isPending}
        >
          Join {organization}
        </Button>
      </div>
    </>
  )
}
