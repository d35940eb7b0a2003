import { createServerFn } from '@tanstack/react-start'
import { operatorMay } from '~/auth/gate'
import { shape } from '~/shape'
import { letterAct, onePerson, peopleSearch, personAct, sessionAct } from './people'
import * as people from './people.server'
import * as acts from './people-acts.server'
import * as lists from './people-list.server'

export const listPeople = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ user: ['list'] })])
  .validator(shape(peopleSearch))
  .handler(({ context, data }) => lists.list(context.scope, data))

export const getPerson = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ user: ['get'], session: ['list'] })])
  .validator(shape(onePerson))
  .handler(({ context, data }) => people.get(context.scope, data))

export const verifyPerson = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ user: ['set-email'] })])
  .validator(shape(personAct))
  .handler(({ context, data }) => acts.verify(context.scope, data))

export const sendPersonLetter = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ user: ['resend'] })])
  .validator(shape(letterAct))
  .handler(({ context, data }) => acts.sendLetter(context.scope, data))

export const endPersonSecondStep = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ user: ['recover'] })])
  .validator(shape(personAct))
  .handler(({ context, data }) => acts.endSecondStep(context.scope, data))

export const endPersonSession = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ session: ['revoke'] })])
  .validator(shape(sessionAct))
  .handler(({ context, data }) => acts.endSession(context.scope, data))
