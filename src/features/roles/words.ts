import type { Noun, statements } from '~/auth/permissions'

type Words = {
  [Key in Noun]: { title: string; acts: Record<(typeof statements)[Key][number], string> }
}

/** What people call each thing that a role can allow, once; a new statement without words does not compile. */
const words: Words = {
  project: {
    title: 'Projects',
    acts: {
      read: 'See projects',
      create: 'Create projects',
      update: 'Change projects',
      delete: 'Delete projects',
      oversee: "Oversee every team's projects",
    },
  },
  team: {
    title: 'Teams',
    acts: {
      read: 'See teams',
      create: 'Form teams',
      update: 'Change teams and who is in them',
      delete: 'Remove teams',
    },
  },
  member: {
    title: 'Members',
    acts: {
      read: 'See members',
      create: 'Add members',
      update: 'Change roles of members',
      delete: 'Remove members',
    },
  },
  invitation: {
    title: 'Invitations',
    acts: { read: 'See invitations', create: 'Invite people', cancel: 'Cancel invitations' },
  },
  ac: {
    title: 'Roles',
    acts: {
      read: 'See roles',
      create: 'Create roles',
      update: 'Change roles',
      delete: 'Delete roles',
    },
  },
  organization: {
    title: 'Organization',
    acts: {
      update: 'Change name and settings',
      delete: 'Delete the organization',
      secure: 'Ask everybody for two-step sign-in',
    },
  },
  billing: {
    title: 'Billing',
    acts: { read: 'See plan and invoices', manage: 'Choose a plan and pay' },
  },
  audit: { title: 'Audit log', acts: { read: 'Read the audit log' } },
}

/** The same as rows: a noun, and its acts as `noun:action` with their words. */
export const nouns = Object.entries(words).map(([noun, { title, acts }]) => ({
  noun,
  title,
  acts: Object.entries(acts).map(([action, label]) => ({ act: `${noun}:${action}`, label })),
}))

export const actCount = nouns.reduce((count, { acts }) => count + acts.length, 0)
