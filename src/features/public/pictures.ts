type Size = { width: number; height: number }

/** A picture of the product: `dev/pictures.ts` takes it, in each theme and for wide and narrow screens. */
export type Picture = {
  /** What one would miss without seeing it. */
  alt: string
  /** In CSS pixels; the files have twice as many. */
  wide: Size
  narrow: Size
}

const tab = { wide: { width: 548, height: 364 }, narrow: { width: 336, height: 380 } }

export const pictures = {
  members: {
    alt: 'The members of Acme in a table: Ada is owner, Bob admin, Cleo member; Eve is invited.',
    wide: { width: 1200, height: 750 },
    narrow: { width: 384, height: 480 },
  },
  signUp: {
    alt: 'The form to create an account, with Ada’s name, address and password.',
    wide: { width: 548, height: 488 },
    narrow: { width: 336, height: 488 },
  },
  found: {
    alt: 'The form for a new organization: the name Acme, and its address, /app/acme.',
    wide: { width: 548, height: 440 },
    narrow: { width: 336, height: 440 },
  },
  letter: {
    alt: 'The letter: Ada invites you to join Acme, as Member, with the button “See the invitation”.',
    wide: { width: 548, height: 456 },
    narrow: { width: 336, height: 516 },
  },
  accept: {
    alt: 'The invitation as Eve sees it, with the buttons “Accept and join” and “Decline”.',
    wide: { width: 548, height: 400 },
    narrow: { width: 336, height: 400 },
  },
  acmeTab: { alt: 'Eve’s one tab: the projects of Acme.', ...tab },
  globexTab: { alt: 'Eve’s other tab: the projects of Globex.', ...tab },
} satisfies Record<string, Picture>

export type PictureName = keyof typeof pictures

export const themes = ['light', 'dark'] as const
export const breadths = ['wide', 'narrow'] as const
export type Theme = (typeof themes)[number]
export type Breadth = (typeof breadths)[number]

/** Its place in `public/`, and so its address. */
export function pictureFile(name: PictureName, theme: Theme, breadth: Breadth): string {
  const words = name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
  return `/pictures/${words}-${breadth}-${theme}.webp`
}
