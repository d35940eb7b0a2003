import { createServerFn } from '@tanstack/react-start'
import { anyone } from '~/auth/gate'
import * as secondStep from '~/auth/second-step/own-second-step.server'

export const getChallenge = createServerFn({ method: 'GET' })
  .middleware([anyone('says what this browser is asked for after the first step it has passed')])
  .handler(() => secondStep.findChallenge())
