import { createServerFn } from '@tanstack/react-start'
import { anyone, memberMay, memberMayOutside, signedIn } from '~/auth/gate'
import * as joining from '~/auth/organizations/joining.server'
import { shape } from '~/shape'
import * as domains from './domains.server'
import * as joinLinks from './join-links.server'
import { codeInput, domainInput, joinLinkInput, offerInput, removal, tokenInput } from './joining'

export const createJoinLink = createServerFn({ method: 'POST' })
  .middleware([memberMay({ invitation: ['create'] })])
  .validator(shape(joinLinkInput))
  .handler(({ context, data }) => joinLinks.create(context.scope, data))

export const removeJoinLink = createServerFn({ method: 'POST' })
  .middleware([memberMay({ invitation: ['cancel'] })])
  .validator(shape(removal))
  .handler(({ context, data }) => joinLinks.remove(context.scope, data))

export const getJoinLink = createServerFn({ method: 'GET' })
  .middleware([anyone('only whoever was given the link knows its token')])
  .validator(shape(tokenInput))
  .handler(({ data }) => joinLinks.get(data.token))

export const joinByLink = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator(shape(tokenInput))
  .handler(({ context, data }) => joining.joinByLink(context, data.token))

export const addDomain = createServerFn({ method: 'POST' })
  .middleware([memberMayOutside({ invitation: ['create'], organization: ['update'] })])
  .validator(shape(domainInput))
  .handler(({ context, data }) => domains.add(context.scope, data))

export const verifyDomain = createServerFn({ method: 'POST' })
  .middleware([memberMayOutside({ invitation: ['create'], organization: ['update'] })])
  .validator(shape(codeInput))
  .handler(({ context, data }) => domains.verify(context.scope, data))

export const removeDomain = createServerFn({ method: 'POST' })
  .middleware([memberMay({ invitation: ['create'], organization: ['update'] })])
  .validator(shape(removal))
  .handler(({ context, data }) => domains.remove(context.scope, data))

export const listDomainOffers = createServerFn({ method: 'GET' })
  .middleware([signedIn])
  .handler(({ context }) => joining.listOffers(context.user))

export const joinByDomain = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator(shape(offerInput))
  .handler(({ context, data }) => joining.joinByDomain(context, data.organizationId))
