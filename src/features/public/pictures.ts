type Size = { width: number; height: number }

/** A picture of the product: `dev/pictures.ts` takes it, in each theme and for wide and narrow screens. */
export type Picture = {
  /** What one would miss without seeing it. */
  alt: string
  /** In CSS pixels; the files have twice as many. */
  wide: Size
  narrow: Size
}

const scene = { wide: { width: 572, height: 432 }, narrow: { width: 336, height: 400 } }

export const pictures = {
  members: {
    alt: 'The members of Acme in a table: Ada is owner, Bob admin, Cleo member; Eve is invited.',
    wide: { width: 1200, height: 750 },
    narrow: { width: 384, height: 480 },
  },
  signUp: {
    alt: 'The form to create an account, with Ada’s name, address and password.',
    wide: { width: 572, height: 484 },
    narrow: { width: 336, height: 476 },
  },
  found: {
    alt: 'The form for a new organization: the name Acme, and its address, /app/acme.',
    ...scene,
  },
  letter: {
    alt: 'The letter: Ada invites you to join Acme, as Member, with the button “See the invitation”.',
    ...scene,
  },
  accept: {
    alt: 'The invitation as Eve sees it, with the buttons “Accept and join” and “Decline”.',
    ...scene,
  },
  acmeTab: { alt: 'Eve’s one tab: the projects of Acme.', ...scene },
  globexTab: { alt: 'Eve’s other tab: the projects of Globex.', ...scene },
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
