/** A picture of the product: which files show it is `pictureFile`, how it is taken is `dev/pictures.ts`. */
export type Picture = {
  /** As it is laid out, in CSS pixels; the files have twice as many. */
  width: number
  height: number
  /** What one would miss without seeing it. */
  alt: string
}

export const pictures = {
  members: {
    width: 1200,
    height: 750,
    alt: 'The members of Acme in a table: Ada is owner, Bob admin, Cleo member; below it an open invitation to Eve.',
  },
  membersNarrow: {
    width: 384,
    height: 480,
    alt: 'The members of Acme on a phone: Ada is owner, Bob admin, Cleo member.',
  },
  signUp: {
    width: 640,
    height: 440,
    alt: 'The form to create an account, with Ada’s name, address and password.',
  },
  found: {
    width: 640,
    height: 440,
    alt: 'The form for a new organization: the name Acme, and the address /app/acme.',
  },
  letter: {
    width: 640,
    height: 440,
    alt: 'The letter: Ada invites you to join Acme, as Member, with the button “See the invitation”.',
  },
  accept: {
    width: 640,
    height: 440,
    alt: 'The invitation as Eve sees it, with the buttons “Accept and join” and “Decline”.',
  },
  acmeTab: {
    width: 640,
    height: 440,
    alt: 'Eve’s first tab: the projects of Acme.',
  },
  globexTab: {
    width: 640,
    height: 440,
    alt: 'Eve’s second tab: the projects of Globex.',
  },
} satisfies Record<string, Picture>

export type PictureName = keyof typeof pictures

export const themes = ['light', 'dark'] as const

/** Its place in `public/`, and so its address. */
export function pictureFile(name: PictureName, theme: (typeof themes)[number]): string {
  return `/pictures/${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}-${theme}.webp`
}
