import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, moment, plainLetter } from './plain'

/** Tells somebody that they own an organization now, or an owner that somebody else does in their place. */
export const shape = z.object({
  name: z.string(),
  organization: z.string(),
  what: z.enum(['given', 'taken']),
  /** Who owns it now. */
  owner: z.string(),
  /** Who decided it: the owner before, or somebody who runs the product, who gives a reason. */
  by: z.string(),
  role: z.enum(['owner', 'operator']),
  reason: z.string().optional(),
  at: z.iso.datetime(),
  /** The organization's members. */
  url: link,
})
type Props = z.infer<typeof shape>

const notes = {
  given: 'Its people, its plan and its end are for you to decide from now on.',
  taken: 'You are an admin there from now on.',
}
const why = `You get this letter because it is about an organization on ${app.name} that is or was yours.`

export function subject({ what, organization, owner }: Props): string {
  const named = plainName(organization)
  return what === 'given' ? `You own ${named} now` : `${plainName(owner)} owns ${named} now`
}

export function text(props: Props): string {
  const { name, organization, what, owner, by, reason, at, url } = props
  const whom = what === 'given' ? 'you' : plainName(owner)
  const place = what === 'taken' ? ' in your place' : ''
  return plainLetter(
    greeting(plainName(name)),
    `On ${moment(at)} ${plainName(by)}${worksHere(props)} made ${whom} an owner of ${plainName(organization)}${place}.${reason ? ` The reason given: ${plainName(reason)}` : ''}`,
    notes[what],
    url,
    why,
  )
}

export default function Ownership(props: Props) {
  const { name, organization, what, owner, by, reason, at, url } = props
  return (
    <Layout
      button={{ label: 'See its members', url }}
      from={app.name}
      preview={notes[what]}
      sentence={
        <>
          Hello <Name>{name}</Name>, on {moment(at)} <Name>{by}</Name>
          {worksHere(props)} made {what === 'given' ? 'you' : <Name>{owner}</Name>} an owner of{' '}
          <Name>{organization}</Name>
          {what === 'taken' && ' in your place'}.
        </>
      }
      note={
        <>
          {reason && (
            <>
              The reason given: <Name>{reason}</Name>
              <br />
            </>
          )}
          {notes[what]}
        </>
      }
      why={why}
    />
  )
}

function worksHere({ role }: Props): string {
  return role === 'operator' ? `, who works for ${app.company.name},` : ''
}
