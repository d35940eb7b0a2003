import app from 'app.config'

export type LegalPage = {
  title: string
  description: string
  parts: readonly { title: string; lines: readonly string[] }[]
}

const { name, company } = app

/** Said at the head of every legal page, until a fork has written its own. */
export const legalNotice = {
  title: 'This is the text the starter comes with',
  sentence:
    'It describes the software truthfully and is no legal advice. Whoever offers a product made from it puts their own text here.',
}

/** The legal pages by their addresses: `/legal/privacy`. */
export const legalPages: Record<string, LegalPage> = {
  privacy: {
    title: 'Privacy',
    description: `What ${name} stores, why, and for how long.`,
    parts: [
      {
        title: 'Your account',
        lines: [
          'Your name, your e-mail address, and your password as a hash from which it cannot be read back.',
          'For every session: when it began, when it ends, the network address and the browser it was begun from. It is deleted when you sign out.',
        ],
      },
      {
        title: 'Your organizations',
        lines: [
          'Their names and addresses, who belongs to them in which role and team, and the projects people made in them.',
          'Invitations with the address they were sent to, who sent them and what became of them.',
        ],
      },
      {
        title: 'Letters',
        lines: [
          'The product writes to confirm an address, to change a password and to invite. It sends nothing else.',
          'A letter waits in a queue until it is sent, and is forgotten there a day later. A mail service carries it to you.',
        ],
      },
      {
        title: 'Your browser',
        lines: [
          'One cookie keeps you signed in. If you choose a light or dark look, your browser remembers it.',
          'There is no tracking, no advertising, and nothing on these pages is loaded from elsewhere.',
        ],
      },
      {
        title: 'The log',
        lines: [
          'Each request leaves a line: its time, its path, how it was answered and how long that took.',
          'To keep guessers out, requests are counted by network address for a short while.',
        ],
      },
      {
        title: 'Your say',
        lines: [
          `Ask ${company.name} what is stored about you, have it corrected, or have it deleted: ${company.supportEmail}.`,
        ],
      },
    ],
  },
  terms: {
    title: 'Terms',
    description: `What you and ${company.name} owe each other.`,
    parts: [
      {
        title: 'The agreement',
        lines: [
          `These terms hold between ${company.name} and whoever makes an account.`,
          'An owner acts for their organization, and decides who belongs to it.',
        ],
      },
      {
        title: 'Your content',
        lines: [
          'What an organization puts in stays the organization’s own. It is used to provide the product, and for nothing else.',
          'Other organizations cannot see it.',
        ],
      },
      {
        title: 'Fair use',
        lines: [
          'Keep your password to yourself, and answer for what is done with your account.',
          'Do not break the law with it, do not break in, and do not get in the way of others.',
        ],
      },
      {
        title: 'Plans and prices',
        lines: [
          'What a plan holds and costs stands on the pricing page.',
          'Nothing is charged before somebody has chosen a paid plan.',
        ],
      },
      {
        title: 'The end',
        lines: [
          'You may leave at any time. An account that harms others may be closed.',
          `Questions go to ${company.supportEmail}.`,
        ],
      },
    ],
  },
}
