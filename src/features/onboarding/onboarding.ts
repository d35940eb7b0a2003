import type { Permission } from '~/auth/permissions'

export type Step = 'team' | 'invite' | 'project'

type About = {
  title: string
  sentence: string
  /** Said instead where it is done; a step without it can be done again and again. */
  doneAlready?: string
}

/**
 * The first steps in a new organization. The team comes before the colleagues, so that their invitations can name
 * it and they land in it.
 */
export const steps: Record<Step, About> = {
  team: {
    title: 'Form the first team',
    sentence: 'A few people who work on the same things. You will be in it.',
    doneAlready: 'There is a team already. More can be formed at any time.',
  },
  invite: {
    title: 'Invite colleagues',
    sentence: 'Each gets a letter with a link that is good for a week.',
  },
  project: {
    title: 'Make the first project',
    sentence: 'It gathers what you work on together.',
    doneAlready: 'There is a project already.',
  },
}

export const stepNames: readonly Step[] = ['team', 'invite', 'project']

/** Whoever may do all of it is led. */
export const leading: Permission = {
  team: ['create', 'update'],
  invitation: ['create'],
  project: ['create'],
}

export function stepOf(word: string): Step | undefined {
  return stepNames.find((step) => step === word)
}

/** The step after this one; none after the last. */
export function stepAfter(step: Step): Step | undefined {
  return stepNames[stepNames.indexOf(step) + 1]
}
