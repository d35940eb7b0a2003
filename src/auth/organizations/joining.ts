/** How a link stands: `withdrawn` when whoever made it may not hand out its role any more. */
export type LinkState = 'open' | 'expired' | 'used-up' | 'withdrawn' | 'suspended'

export const noSuchLink =
  'This link does not work: it was removed, or not copied whole. Ask for a new one.'

/** What people are told of a link that lets nobody in. */
export const closedLink: Record<Exclude<LinkState, 'open'>, string> = {
  expired: 'This link has expired. Ask for a new one.',
  'used-up': 'This link has let in as many people as it was made for. Ask for a new one.',
  suspended: 'This organization is suspended, and lets nobody in meanwhile.',
  withdrawn: 'Whoever made this link may not invite people any more. Ask for a new one.',
}
