/** The look of the cross that closes what floats. */
export const closer =
  '-mt-1 -mr-1 grid size-7 shrink-0 place-items-center rounded-control text-quiet hover:bg-hover hover:text-ink'
