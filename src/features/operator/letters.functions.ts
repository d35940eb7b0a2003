import { createServerFn } from '@tanstack/react-start'
import { operatorMay } from '~/auth/gate'
import { shape } from '~/shape'
import { lettersSearch, oneLetter, resendInput } from './letters'
import * as letters from './letters.server'

export const listLetters = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ letter: ['read'] })])
  .validator(shape(lettersSearch))
  .handler(({ context, data }) => letters.list(context.scope, data))

export const getLetter = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ letter: ['read'] })])
  .validator(shape(oneLetter))
  .handler(({ context, data }) => letters.get(context.scope, data))

export const resendLetter = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ letter: ['resend'] })])
  .validator(shape(resendInput))
  .handler(({ context, data }) => letters.resend(context.scope, data))
